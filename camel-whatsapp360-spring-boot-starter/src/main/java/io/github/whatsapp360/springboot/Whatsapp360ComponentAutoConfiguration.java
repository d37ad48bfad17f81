package io.github.whatsapp360.springboot;

import io.github.whatsapp360.Whatsapp360Component;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.spi.ComponentCustomizer;
import org.apache.camel.spring.boot.CamelAutoConfiguration;
import org.apache.camel.spring.boot.ComponentConfigurationProperties;
import org.apache.camel.spring.boot.util.ConditionalOnCamelContextAndAutoConfigurationBeans;
import org.apache.camel.spring.boot.util.ConditionalOnHierarchicalProperties;
import org.apache.camel.spring.boot.util.HierarchicalPropertiesEvaluator;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.PropertyBindingSupport;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Lazy;

/** Sets the properties {@code camel.component.whatsapp360.*} of a Spring Boot application on the component. */
@AutoConfiguration(after = CamelAutoConfiguration.class)
@Conditional(ConditionalOnCamelContextAndAutoConfigurationBeans.class)
@ConditionalOnHierarchicalProperties({"camel.component", "camel.component.whatsapp360"})
@EnableConfigurationProperties({ComponentConfigurationProperties.class, Whatsapp360ComponentConfiguration.class})
public class Whatsapp360ComponentAutoConfiguration {

    /** The properties that are for Spring Boot only. */
    private static final String[] NOT_OPTIONS = {"enabled", "customizer", "emulator"};

    @Lazy
    @Bean
    public ComponentCustomizer configureWhatsapp360Component(
            ApplicationContext application, CamelContext context, Whatsapp360ComponentConfiguration properties) {
        return new ComponentCustomizer() {
            @Override
            public void configure(String name, Component target) {
                copy(context, properties, target);
            }

            @Override
            public boolean isEnabled(String name, Component target) {
                return target instanceof Whatsapp360Component
                        && HierarchicalPropertiesEvaluator.evaluate(
                                application, "camel.component.customizer", "camel.component.whatsapp360.customizer");
            }
        };
    }

    /** Sets the properties that are set. A text such as {@code #bean:name} stands for a bean. */
    private static void copy(CamelContext context, Whatsapp360ComponentConfiguration properties, Component target) {
        Map<String, Object> options = new HashMap<>();
        PluginHelper.getBeanIntrospection(context).getProperties(properties, options, null, false);
        for (String name : NOT_OPTIONS) {
            options.remove(name);
        }
        PropertyBindingSupport.build()
                .withCamelContext(context)
                .withTarget(target)
                .withProperties(options)
                .withConfigurer(target.getComponentPropertyConfigurer())
                .withIgnoreCase(true)
                .withMandatory(true)
                .bind();
    }
}
