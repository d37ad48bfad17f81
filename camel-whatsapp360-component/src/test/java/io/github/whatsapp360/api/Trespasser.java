package io.github.whatsapp360.api;

import io.github.bucket4j.Bucket;
import javax.cache.Cache;
import org.apache.camel.CamelContext;
import org.apache.tika.mime.MimeTypes;

/** Knows everything that its room may not: HouseTest must notice each field. */
public final class Trespasser {
    io.github.whatsapp360.event.Trespasser event;
    io.github.whatsapp360.delivery.Trespasser delivery;
    io.github.whatsapp360.Trespasser root;
    CamelContext context;
    MimeTypes detector;
    Cache<String, String> cache;
    Bucket bucket;
}
