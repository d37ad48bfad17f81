package io.github.whatsapp360;

import java.io.File;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.support.processor.idempotent.FileIdempotentRepository;

/** The route that docs/guide/cost.md shows. */
final class CostExample extends RouteBuilder {

    @Override
    public void configure() {
        // example: route
        File store = new File(getContext().resolvePropertyPlaceholders("{{cost.folder:cost}}/counted.txt"));
        IdempotentRepository counted = FileIdempotentRepository.fileIdempotentRepository(store);

        from("webhook:whatsapp360:events")
                .routeId("cost")
                .filter(simple(
                        "${header.CamelWhatsapp360PricingCategory} != null && ${body.isAtLeast('DELIVERED')} == true"))
                .idempotentConsumer(simple("${body.id}/${body.participant}"), counted)
                .setBody()
                .simple("${body.callbackData};${header.CamelWhatsapp360PricingCategory};"
                        + "${header.CamelWhatsapp360Billable}")
                .to("file:{{cost.folder:cost}}?fileName=${date:header.CamelMessageTimestamp:yyyy-MM}.csv"
                        + "&fileExist=Append&appendChars=\\n");
        // end
    }
}
