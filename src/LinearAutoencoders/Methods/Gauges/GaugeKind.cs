namespace LinearAutoencoders.Methods;

/// <summary>Which of the many weights of one reconstruction a run keeps to, by a change W₁ → TW₁, W₂ → W₂T⁻¹ after each step.</summary>
public enum GaugeKind
{
    /// <summary>None: the weights stay where steps take them.</summary>
    None,

    /// <summary>The decoder's columns orthonormal, by the change that turns nothing: T = (W₂ᵀW₂)^½.</summary>
    Balanced,

    /// <summary>The decoder's columns orthonormal and W₁ΣW₁ᵀ diagonal and ordered: the components of the reconstructions.</summary>
    Latent,

    /// <summary>The decoder's columns orthonormal and W₂ᵀΣW₂ diagonal and ordered: the components of the data within their span.</summary>
    Ritz,

    /// <summary>The rotation of the latent space at which a regularised loss is least, in order of the units' sizes.</summary>
    Rotation,
}
