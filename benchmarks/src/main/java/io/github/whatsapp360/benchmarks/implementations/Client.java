package io.github.whatsapp360.benchmarks.implementations;

import java.io.File;
import java.io.InputStream;

/** A client of the service, which sends by calls of its methods. All clients return the ID from the response. */
public interface Client extends AutoCloseable {

    /** Returns the name in the report. */
    String name();

    /** Sends a text and returns the message ID. */
    String text(String to, String text) throws Exception;

    /** Uploads a PDF and returns its media ID. */
    String upload(File pdf) throws Exception;

    /** Sends a PDF and returns the message ID. */
    String document(String to, File pdf) throws Exception;

    /**
     * Uploads a PDF that can be read once, on a route that redelivers it once after a failure, and returns its media
     * ID.
     */
    String stream(InputStream pdf) throws Exception;

    @Override
    void close();
}
