package io.github.whatsapp360;

import io.github.whatsapp360.files.EncodedText;
import io.github.whatsapp360.files.MediaFile;
import io.github.whatsapp360.files.MimeTypes;
import jakarta.activation.DataHandler;
import jakarta.activation.DataSource;
import jakarta.activation.FileDataSource;
import jakarta.activation.URLDataSource;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/** An attachment of a Camel message, or its data. It has a name and a MIME type of its own. */
final class AttachmentFile extends MediaFile.Reopenable {

    private final DataHandler data;
    private final Optional<Path> disk;
    private final boolean isNamed;

    /**
     * @param key the attachment's key in the message, which usually is its name; empty if it is not in a message
     */
    AttachmentFile(DataHandler data, String key) {
        super(name(key, data.getName() == null ? "" : data.getName()));
        this.data = data;
        this.disk = disk(data.getDataSource());
        disk.ifPresent(FileBody::regular);
        this.isNamed = !key.isEmpty();
    }

    /**
     * Chooses between the attachment's key and its own name. The key may be a form field or a content ID, and the own
     * name may be that of a temporary file, so the name with a known extension wins.
     */
    private static String name(String key, String own) {
        boolean better = key.isBlank() || !isTelling(key) && isTelling(own);
        return better ? own : key;
    }

    private static boolean isTelling(String name) {
        return MimeTypes.ofName(EncodedText.words(name)).isPresent();
    }

    /**
     * Returns whether the name comes from the attachment's key in the message, which is the best name that a route has.
     */
    boolean isNamed() {
        return isNamed && !name().isBlank();
    }

    /** Returns the attachment's content type; empty if it has none. */
    String contentType() {
        return data.getContentType() == null ? "" : data.getContentType();
    }

    @Override
    public InputStream open() throws IOException {
        disk.ifPresent(FileBody::regular);
        return data.getInputStream();
    }

    /** Returns the attachment's path on disk; empty if it is not a file on disk. */
    private static Optional<Path> disk(DataSource source) {
        if (source instanceof FileDataSource file) {
            return Optional.of(file.getFile().toPath());
        }
        if (source instanceof URLDataSource url && "file".equals(url.getURL().getProtocol())) {
            try { // as Java opens it: it ignores a host and a query, and allows unescaped characters
                String path = url.getURL().getPath().replace("+", "%2B");
                return Optional.of(new File(URLDecoder.decode(path, StandardCharsets.UTF_8)).toPath());
            } catch (IllegalArgumentException e) {
                return Optional.empty(); // Java does not open it either
            }
        }
        return Optional.empty();
    }

    @Override
    public OptionalLong length() {
        return OptionalLong.empty();
    }
}
