package io.github.whatsapp360.examples;

import io.github.whatsapp360.emulator.Whatsapp360Emulator;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;
import org.apache.camel.support.DefaultHeaderFilterStrategy;

/** Serves the files of a folder, and sends a link to each that is new or has changed. */
public final class LinkServer {

    private LinkServer() {}

    public static void main(String[] args) throws Exception {
        Path files = Path.of("files").toAbsolutePath();
        fill(files, Path.of("..", "..", "samples", "good"));
        try (Whatsapp360Emulator emulator = Whatsapp360Emulator.start()) {
            System.out.printf(
                    "%n  Chat page: %s%n  Files:     %s%n  To end:    Ctrl+C%n%n", emulator.chatPage(), files);
            run(emulator, files).run(args);
        }
    }

    /** The application, set up for an emulator and a folder. */
    static Main run(Whatsapp360Emulator emulator, Path files) {
        Main main = new Main();
        main.addInitialProperty("camel.component.whatsapp360.base-url", emulator.baseUrl());
        main.addInitialProperty("camel.component.whatsapp360.api-key", emulator.apiKey());
        main.addInitialProperty("files", files.toString());
        main.configure().addRoutesBuilder(new Routes());
        return main;
    }

    private static void fill(Path files, Path samples) throws IOException {
        if (Files.exists(files) || !Files.isDirectory(samples)) {
            return;
        }
        Files.createDirectories(files);
        try (Stream<Path> all = Files.list(samples)) {
            for (Path sample : all.toList()) {
                Files.copy(sample, files.resolve(sample.getFileName()), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    private static final class Routes extends RouteBuilder {
        @Override
        public void configure() {
            Path files = Path.of(getContext().resolvePropertyPlaceholders("{{files}}"));
            long maxAge = Long.parseLong(getContext().resolvePropertyPlaceholders("{{max-age}}"));

            // Camel's usual strategy keeps Cache-Control and some others from an answer
            DefaultHeaderFilterStrategy all = new DefaultHeaderFilterStrategy();
            all.setOutFilterStartsWith(DefaultHeaderFilterStrategy.CAMEL_FILTER_STARTS_WITH);
            bindToRegistry("allHeaders", all);

            from("platform-http:/files/{name}?httpMethodRestrict=GET,HEAD&headerFilterStrategy=#allHeaders")
                    .routeId("serve")
                    .process(new FileServer(files, maxAge));

            from("file:{{files}}?noop=true&idempotentKey=${file:name}-${file:modified}&initialDelay=0&delay=200")
                    .routeId("send")
                    .process(LinkServer::link)
                    .to("whatsapp360:send")
                    .log("A link to ${header.CamelFileName} was sent");
        }
    }

    private static void link(Exchange exchange) {
        String name = exchange.getMessage().getHeader(Exchange.FILE_NAME, String.class);
        String url = exchange.getContext().resolvePropertyPlaceholders("{{public-url}}");
        String encoded = URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
        exchange.getMessage().setHeader("CamelWhatsapp360Link", url + "/files/" + encoded);
        exchange.getMessage().setHeader("CamelWhatsapp360Filename", name);
        exchange.getMessage().setBody(""); // null would bring the file back: a file message makes its body anew
    }
}
