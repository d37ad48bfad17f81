package io.github.whatsapp360;

import io.github.whatsapp360.api.NotSentException;
import io.github.whatsapp360.delivery.attempts.OnceAMinute;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.apache.camel.support.SynchronizationAdapter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file for the content of an answer, which is created when it is first needed, and deleted when the exchange ends. So
 * the content takes no memory and can be read again.
 */
final class TemporaryFile extends SynchronizationAdapter implements Supplier<Path> {

    private static final Logger LOG = LoggerFactory.getLogger(TemporaryFile.class);

    private static final OnceAMinute LEFT_FILES = new OnceAMinute(System::nanoTime);

    private Path path;

    private TemporaryFile() {}

    static TemporaryFile of(Exchange exchange) {
        TemporaryFile file = new TemporaryFile();
        exchange.getExchangeExtension().addOnCompletion(file);
        return file;
    }

    @Override
    public synchronized Path get() {
        if (path == null) {
            try {
                path = Files.createTempFile("whatsapp360-", ".download");
            } catch (IOException e) {
                throw NotSentException.localFile(
                        "The download cannot be stored in the folder " + System.getProperty("java.io.tmpdir"), e);
            }
        }
        return path;
    }

    @Override
    public synchronized void onDone(Exchange done) {
        try {
            if (path != null) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            if (LEFT_FILES.now()) {
                LOG.warn(
                        "A downloaded file could not be deleted, so delete it yourself: {}{}",
                        path,
                        LEFT_FILES.more(),
                        e);
            }
        }
    }
}
