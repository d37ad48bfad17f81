package io.github.whatsapp360.documentation;

import io.github.whatsapp360.emulator.Whatsapp360Emulator;
import io.github.whatsapp360.repository.MessageRepository;
import javax.cache.CacheManager;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;

/**
 * The class around a Java block that is no class itself: a route builder, with the objects that an application has and
 * that no page creates anew.
 */
public abstract class Given extends RouteBuilder {

    public CamelContext camelContext;
    public CacheManager cacheManager;
    public DataSource dataSource;
    public MessageRepository repository;
    public Whatsapp360Emulator emulator;
    public String json;

    @Override
    public void configure() throws Exception {}
}
