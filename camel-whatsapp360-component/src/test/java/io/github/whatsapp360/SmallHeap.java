package io.github.whatsapp360;

import io.github.whatsapp360.media.UploadedMedia;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * A program of its own for {@link SmallHeapTest}: uploads one large file in a given form, once or several times at
 * once.
 */
final class SmallHeap {

    private SmallHeap() {}

    /** Arguments: base URL, API key, file, form, how many at once. Prints the SHA-256 of each upload. */
    public static void main(String[] args) throws Exception {
        Path file = Path.of(args[2]);
        String form = args[3];
        int atOnce = Integer.parseInt(args[4]);
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.getStreamCachingStrategy().setSpoolEnabled(form.equals("StreamCache"));
            Whatsapp360Configuration options = context.getComponent("whatsapp360", Whatsapp360Component.class)
                    .getConfiguration();
            options.setBaseUrl(args[0]);
            options.setApiKey(args[1]);
            options.setMaxRetries(0);
            options.setReuseMedia(atOnce == 1); // several at once shall be several uploads
            context.addRoutes(routes(form));
            context.start();
            ProducerTemplate template = context.createProducerTemplate();
            List<CompletableFuture<Exchange>> uploads = new ArrayList<>();
            for (int i = 0; i < atOnce; i++) {
                Object body = body(file, form);
                uploads.add(template.asyncSend("direct:upload", exchange -> {
                    exchange.getMessage().setBody(body);
                    exchange.getMessage().setHeader("CamelWhatsapp360Filename", "large.pdf");
                }));
            }
            for (CompletableFuture<Exchange> upload : uploads) {
                report(upload.get(5, TimeUnit.MINUTES));
            }
        }
    }

    private static RouteBuilder routes(String form) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:upload")
                        .streamCache(form.equals("InputStream") ? "false" : "true")
                        .to("whatsapp360:media");
            }
        };
    }

    private static Object body(Path file, String form) throws Exception {
        return switch (form) {
            case "File" -> file.toFile();
            case "Path" -> file;
            case "GenericFile" -> {
                GenericFile<File> generic = new GenericFile<>();
                generic.setFile(file.toFile());
                generic.setBody(file.toFile());
                yield generic;
            }
            case "StreamCache", "InputStream" -> Files.newInputStream(file);
            default -> throw new IllegalArgumentException(form);
        };
    }

    private static void report(Exchange exchange) {
        if (exchange.getException() != null) {
            exchange.getException().printStackTrace();
        } else {
            System.out.println("SHA256 "
                    + exchange.getMessage().getBody(UploadedMedia.class).sha256());
        }
    }
}
