package io.github.whatsapp360.api;

import io.github.whatsapp360.media.Upload;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.OptionalLong;
import org.apache.hc.client5.http.entity.mime.AbstractContentBody;
import org.apache.hc.core5.http.ContentType;

/** The file part of an upload. It streams the file from its source, and counts and hashes the bytes. */
final class MediaPart extends AbstractContentBody {

    private static final int BUFFER_BYTES = 64 * 1024;

    private final Upload upload;
    private final OptionalLong length;
    private long written;
    private String sha256 = "";

    MediaPart(Upload upload) {
        super(ContentType.parseLenient(upload.mimeType())); // the service handles an unknown charset
        this.upload = upload;
        try {
            this.length = upload.file().length();
        } catch (IOException e) {
            throw LocalFileException.notSent(e);
        }
    }

    /** Returns the number of bytes written. */
    long written() {
        return written;
    }

    /** Returns the SHA-256 of the bytes written, in lower-case hex. */
    String sha256() {
        return sha256;
    }

    @Override
    public String getFilename() {
        return upload.filename();
    }

    @Override
    public long getContentLength() {
        return length.orElse(-1);
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        MessageDigest digest = Sha256.digest();
        byte[] buffer = new byte[BUFFER_BYTES];
        long count = 0;
        try (InputStream in = open()) {
            for (int n = read(in, buffer); n >= 0; n = read(in, buffer)) {
                count += n;
                if (length.isPresent() && count > length.getAsLong()) {
                    break;
                }
                digest.update(buffer, 0, n);
                out.write(buffer, 0, n);
            }
        }
        if (length.isPresent() && count != length.getAsLong()) {
            throw LocalFileException.unreadable(new IOException("the file changed its size while it was sent"));
        }
        written = count;
        sha256 = Sha256.hex(digest.digest());
    }

    private InputStream open() throws IOException {
        try {
            return upload.file().open();
        } catch (IOException e) {
            throw LocalFileException.unreadable(e);
        }
    }

    private static int read(InputStream in, byte[] buffer) throws IOException {
        try {
            return in.read(buffer);
        } catch (IOException e) {
            throw LocalFileException.unreadable(e);
        }
    }
}
