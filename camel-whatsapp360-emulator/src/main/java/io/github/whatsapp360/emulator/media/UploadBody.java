package io.github.whatsapp360.emulator.media;

import io.github.whatsapp360.emulator.http.ApiError;
import io.github.whatsapp360.emulator.model.RecordedPart;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** The body of an upload, in the form of a hosting. */
public interface UploadBody {

    /** Reads the body and stores its file. */
    void read(InputStream body, String contentType) throws IOException, ApiError.Refused;

    /** Returns the parts that came whole, also when {@link #read} failed. */
    List<RecordedPart> parts();
}
