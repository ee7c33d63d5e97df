namespace LinearAutoencoders.Retrieval;

/// <summary>By what vectors are near each other.</summary>
public enum VectorMetric
{
    /// <summary>⟨q, x⟩ / (‖q‖ ‖x‖); 0 where one of them is zero.</summary>
    Cosine,

    /// <summary>⟨q, x⟩.</summary>
    InnerProduct,

    /// <summary>−‖q − x‖²: the nearer, the higher.</summary>
    Euclidean,
}
