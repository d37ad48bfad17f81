package io.github.whatsapp360.event;

import javax.cache.Cache;
import org.apache.camel.CamelContext;
import org.apache.hc.client5.http.classic.HttpClient;
import org.apache.tika.mime.MimeTypes;

/** Knows everything that its room may not: HouseTest must notice each field. */
public final class Trespasser {
    io.github.whatsapp360.media.Trespasser media;
    io.github.whatsapp360.message.Trespasser message;
    io.github.whatsapp360.api.Trespasser api;
    io.github.whatsapp360.delivery.Trespasser delivery;
    io.github.whatsapp360.Trespasser root;
    CamelContext context;
    HttpClient client;
    MimeTypes detector;
    Cache<String, String> cache;
}
