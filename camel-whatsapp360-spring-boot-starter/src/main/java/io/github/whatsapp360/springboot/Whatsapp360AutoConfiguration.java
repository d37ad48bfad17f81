package io.github.whatsapp360.springboot;

import io.github.whatsapp360.Whatsapp360Component;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.ComponentCustomizer;
import org.apache.camel.support.PropertyBindingSupport;
import org.apache.camel.util.StringHelper;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/** Sets the properties {@code camel.component.whatsapp360.*} of a Spring Boot application on the component. */
@AutoConfiguration
public class Whatsapp360AutoConfiguration {

    private static final String PREFIX = "camel.component.whatsapp360";

    @Bean
    ComponentCustomizer whatsapp360Options(CamelContext context, Environment environment) {
        return ComponentCustomizer.forType(Whatsapp360Component.class, component -> {
            Map<String, Object> options = new HashMap<>();
            Binder.get(environment)
                    .bind(PREFIX, Bindable.mapOf(String.class, String.class))
                    .ifBound(properties -> properties.forEach(
                            (name, value) -> options.put(StringHelper.dashToCamelCase(name), value)));
            PropertyBindingSupport.build()
                    .withCamelContext(context)
                    .withTarget(component)
                    .withProperties(options)
                    .withConfigurer(component.getComponentPropertyConfigurer())
                    .withIgnoreCase(true)
                    .withOptionPrefix("")
                    .withMandatory(true)
                    .bind();
        });
    }
}
