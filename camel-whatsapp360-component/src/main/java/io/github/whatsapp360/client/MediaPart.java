package io.github.whatsapp360.client;

import io.github.whatsapp360.files.MimeTypes;
import io.github.whatsapp360.files.Upload;
import io.github.whatsapp360.media.UploadedMedia;
import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Instant;
import org.apache.hc.client5.http.entity.mime.AbstractContentBody;
import org.apache.hc.core5.http.ContentType;

/** The file part of an upload. It streams the file from its source, and counts and hashes the bytes. */
final class MediaPart extends AbstractContentBody {

    private final Upload upload;
    private final FileContent content;
    private long written;
    private String sha256 = "";

    MediaPart(Upload upload) {
        super(ContentType.parseLenient(upload.mimeType())); // the service handles an unknown charset
        this.upload = upload;
        this.content = new FileContent(upload.file());
    }

    /** Returns the file as the service has it after the part was written. */
    UploadedMedia uploaded(String id, Instant expiresAt) {
        return UploadedMedia.of(id, upload.kind(), MimeTypes.withoutParameters(upload.mimeType()), expiresAt)
                .withFilename(upload.filename())
                .withSize(written)
                .withSha256(sha256);
    }

    @Override
    public String getFilename() {
        return upload.filename();
    }

    @Override
    public long getContentLength() {
        return content.length();
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        MessageDigest digest = Sha256.digest();
        written = content.writeTo(new DigestOutputStream(out, digest));
        sha256 = Sha256.hex(digest.digest());
    }
}
