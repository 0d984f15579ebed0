package org.comity.camel;

import java.util.Optional;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;
import org.comity.core.reconcile.MeshNode;
import org.comity.core.reconcile.Voice;

/**
 * Makes and signs observations in the own mesh, before and without any agreement. The body is what a feed read, a draft, a list
 * of drafts, or, where feature, property and time are given as simple expressions, any message whose body is the result.
 */
@UriEndpoint(
        firstVersion = "0.1.0",
        scheme = "comity-observe",
        title = "Comity Observe",
        syntax = "comity-observe:mesh",
        producerOnly = true,
        remote = false,
        category = {Category.TRANSFORMATION, Category.SECURITY})
public final class ObserveEndpoint extends DefaultEndpoint {
    @UriPath(description = "Name of the mesh node in the registry.")
    @Metadata(required = true)
    private String mesh = "";

    @UriParam(
            description = "Name of the voice in the registry: the authority that signs, and signs nothing of another's."
                    + " Without it each draft is signed by the voice that is bound under its own authority's name.")
    private String voice = "";

    @UriParam(description = "Simple expression for the feature of interest, scheme and value parted by a space.")
    private String feature = "";

    @UriParam(description = "Simple expression for the observed property, scheme and value parted by a space.")
    private String property = "";

    @UriParam(description = "Simple expression for the phenomenon time, an instant of ISO 8601.")
    private String time = "";

    @UriParam(defaultValue = "text/plain", description = "Media type of the result.")
    private String mediaType = "text/plain";

    ObserveEndpoint(String uri, ObserveComponent component) {
        super(uri, component);
    }

    /** The name of the mesh node in the registry. */
    public String getMesh() {
        return mesh;
    }

    /** Sets the name of the mesh node in the registry. */
    public void setMesh(String mesh) {
        this.mesh = mesh;
    }

    /** The name of the voice in the registry. */
    public String getVoice() {
        return voice;
    }

    /** Sets the name of the voice in the registry. */
    public void setVoice(String voice) {
        this.voice = voice;
    }

    /** The expression for the feature. */
    public String getFeature() {
        return feature;
    }

    /** Sets the expression for the feature. */
    public void setFeature(String feature) {
        this.feature = feature;
    }

    /** The expression for the property. */
    public String getProperty() {
        return property;
    }

    /** Sets the expression for the property. */
    public void setProperty(String property) {
        this.property = property;
    }

    /** The expression for the time. */
    public String getTime() {
        return time;
    }

    /** Sets the expression for the time. */
    public void setTime(String time) {
        this.time = time;
    }

    /** The media type. */
    public String getMediaType() {
        return mediaType;
    }

    /** Sets the media type. */
    public void setMediaType(String mediaType) {
        this.mediaType = mediaType;
    }

    @Override
    public Producer createProducer() {
        MeshNode node = Beans.require(getCamelContext(), mesh, MeshNode.class, "comity-observe");
        Optional<Voice> signer = voice.isEmpty()
                ? Optional.empty()
                : Optional.of(Beans.require(getCamelContext(), voice, Voice.class, "comity-observe"));
        return new ObserveProducer(this, node, signer);
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        throw new UnsupportedOperationException("comity-observe cannot begin a route");
    }
}
