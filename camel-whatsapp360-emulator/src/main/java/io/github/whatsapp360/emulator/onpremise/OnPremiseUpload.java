package io.github.whatsapp360.emulator.onpremise;

import io.github.whatsapp360.emulator.media.MediaStore;
import io.github.whatsapp360.emulator.media.MediaTypes;
import io.github.whatsapp360.emulator.media.SpooledFile;
import io.github.whatsapp360.emulator.media.UploadBody;
import io.github.whatsapp360.emulator.model.RecordedPart;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An upload whose whole body is the file. The file is recorded as a part without a name. */
final class OnPremiseUpload implements UploadBody {

    private final MediaStore store;
    private final String length;
    private final List<RecordedPart> parts = new ArrayList<>();
    private SpooledFile file;

    /**
     * @param length the {@code Content-Length}; empty if there is none
     */
    OnPremiseUpload(MediaStore store, String length) {
        this.store = store;
        this.length = length;
    }

    @Override
    public void read(InputStream body, String contentType) throws IOException {
        file = store.spool(body);
        if (length.isEmpty() || Long.parseLong(length) == file.size()) {
            String mimeType = MediaTypes.plain(contentType);
            parts.add(
                    new RecordedPart("Content-Type: " + contentType, "", "", "", mimeType, file.size(), file.sha256()));
        }
    }

    @Override
    public List<RecordedPart> parts() {
        return parts;
    }

    /** Returns the file; empty if it could not be read. */
    Optional<SpooledFile> file() {
        return Optional.ofNullable(file);
    }
}
