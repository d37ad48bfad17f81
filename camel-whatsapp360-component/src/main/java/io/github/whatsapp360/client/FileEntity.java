package io.github.whatsapp360.client;

import io.github.whatsapp360.files.MediaFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.hc.core5.http.io.entity.AbstractHttpEntity;

/** A request body that is a whole file. It is sent in chunks if its length is not known. */
final class FileEntity extends AbstractHttpEntity {

    private final MediaFile file;
    private final FileContent content;

    private FileEntity(MediaFile file, String contentType, FileContent content) {
        super(contentType, null, content.length() < 0);
        this.file = file;
        this.content = content;
    }

    static FileEntity of(MediaFile file, String contentType) {
        return new FileEntity(file, contentType, new FileContent(file));
    }

    @Override
    public boolean isRepeatable() {
        return !file.isOneShot();
    }

    @Override
    public long getContentLength() {
        return content.length();
    }

    @Override
    public InputStream getContent() throws IOException {
        return file.open();
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        content.writeTo(out);
    }

    @Override
    public boolean isStreaming() {
        return false;
    }

    @Override
    public void close() {
        // the file is opened and closed each time it is written
    }
}
