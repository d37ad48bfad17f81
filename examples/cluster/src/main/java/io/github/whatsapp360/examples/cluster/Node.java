package io.github.whatsapp360.examples.cluster;

import org.apache.camel.main.Main;

/** A node of the cluster: a plain Camel application. */
public final class Node {

    private Node() {}

    public static void main(String[] args) throws Exception {
        Main main = new Main();
        main.setPropertyPlaceholderLocations("classpath:node.properties");
        main.configure().addConfiguration(new NodeBeans());
        main.configure().addRoutesBuilder(new NodeRoutes());
        main.run(args);
    }
}
