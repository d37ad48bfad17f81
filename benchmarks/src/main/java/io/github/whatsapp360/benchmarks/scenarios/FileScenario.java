package io.github.whatsapp360.benchmarks.scenarios;

import io.github.whatsapp360.benchmarks.implementations.SendRoutes;
import io.github.whatsapp360.benchmarks.support.TestData;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Comparator;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.apache.camel.ShutdownRunningTask;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.ShutdownAware;

/**
 * A scenario with files in a folder, and one {@code file:} route without options for threads. The name of a file is its
 * recipient.
 */
public final class FileScenario implements Scenario {

    /**
     * The delay between polls, so long that there is only one poll. While exchanges are in progress, a second poll can
     * list a file that is moved before its exchange begins, and that exchange fails.
     */
    private static final int ONE_POLL_MILLIS = 600_000;

    private static final int BYTES = 100_000;
    private static final AtomicLong VERSIONS = new AtomicLong(System.nanoTime());

    private final boolean texts;

    private FileScenario(boolean texts) {
        this.texts = texts;
    }

    /** Creates a scenario in which each file is a short text. */
    static Scenario texts() {
        return new FileScenario(true);
    }

    /** Creates a scenario in which each file is a new PDF of 100 KB, which is uploaded and sent. */
    static Scenario pdfs() {
        return new FileScenario(false);
    }

    @Override
    public String name() {
        return texts ? "one file route, texts" : "one file route, files of 100 KB";
    }

    /**
     * Returns the rate limit for uploads. Source: 360dialog, "Upload, retrieve or delete media": 25 uploads a second
     * for each number.
     */
    @Override
    public int perSecond() {
        return texts ? 80 : 25;
    }

    @Override
    public int manyMessages() {
        return texts ? 3_000 : 500;
    }

    @Override
    public int fewMessages() {
        return texts ? 1_000 : 150;
    }

    @Override
    public Source open(DefaultCamelContext context, int messages, StopSwitch stopSwitch) throws Exception {
        Path folder = Files.createTempDirectory("benchmark-inbox");
        fill(folder, messages);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                var route = from("file:" + folder + "?initialDelay=0&delay=" + ONE_POLL_MILLIS)
                        .id("source")
                        .autoStartup(false)
                        .process(stopSwitch)
                        .setProperty(SendRoutes.RECIPIENT, simple("${file:onlyname.noext}"));
                if (texts) {
                    route.convertBodyTo(String.class).to("direct:text");
                } else {
                    route.to("direct:file");
                }
            }
        });
        return new Source() {
            @Override
            public void start() throws Exception {
                context.getRouteController().startRoute("source");
            }

            @Override
            public void stop() {
                ((ShutdownAware) context.getRoute("source").getConsumer())
                        .deferShutdown(ShutdownRunningTask.CompleteCurrentTaskOnly);
            }

            @Override
            public void close() throws IOException {
                delete(folder);
            }
        };
    }

    /** Creates files that are one minute old. */
    private void fill(Path folder, int messages) throws IOException {
        byte[] pdf = new byte[BYTES];
        new Random(1).nextBytes(pdf);
        byte[] mark = "%PDF-1.7\n".getBytes(StandardCharsets.US_ASCII);
        FileTime earlier = FileTime.from(Instant.now().minusSeconds(60));
        for (int i = 0; i < messages; i++) {
            Path file = folder.resolve(TestData.recipient(i) + (texts ? ".txt" : ".pdf"));
            if (texts) {
                Files.writeString(file, TestData.TEXT);
            } else {
                ByteBuffer.wrap(pdf).put(mark).putLong(VERSIONS.incrementAndGet());
                Files.write(file, pdf);
            }
            Files.setLastModifiedTime(file, earlier);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            paths.sorted(Comparator.reverseOrder()).forEach(path -> {
                try {
                    Files.delete(path);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
