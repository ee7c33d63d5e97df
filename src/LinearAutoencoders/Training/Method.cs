namespace LinearAutoencoders.Training;

/// <summary>What is trained: an objective of the paper, or an update rule.</summary>
public enum Method
{
    /// <summary>The plain reconstruction loss (1): finds the subspace, never the components.</summary>
    Reconstruction,

    /// <summary>One ℓ₂ penalty for all latent dimensions (2).</summary>
    UniformL2,

    /// <summary>A penalty of its own for each latent dimension (3).</summary>
    NonUniformL2,

    /// <summary>The rotation augmented gradient on the reconstruction loss (Algorithm 1).</summary>
    Rag,

    /// <summary>Nested dropout: a prefix length drawn per sample and step (section 5).</summary>
    NestedDropout,

    /// <summary>The expectation of nested dropout over its draws (6).</summary>
    DeterministicNestedDropout,

    /// <summary>A linear VAE with diagonal posterior covariance, trained on its analytic ELBO (appendix F).</summary>
    LinearVae,
}

/// <summary>Which optimizer takes the steps.</summary>
public enum OptimizerKind
{
    /// <summary>Gradient descent with Nesterov momentum.</summary>
    Nesterov,

    /// <summary>Adam.</summary>
    Adam,
}

/// <summary>The names of methods and optimizers on command lines and in files, and in text and pictures.</summary>
public static class MethodNames
{
    private static readonly (Method Method, string Name, string Title)[] Methods =
    [
        (Method.Reconstruction, "reconstruction", "Reconstruction only"),
        (Method.UniformL2, "uniform-l2", "Uniform ℓ₂"),
        (Method.NonUniformL2, "nonuniform-l2", "Non-uniform ℓ₂"),
        (Method.Rag, "rag", "Rotation augmented gradient"),
        (Method.NestedDropout, "nested-dropout", "Nested dropout"),
        (Method.DeterministicNestedDropout, "deterministic-nested-dropout", "Deterministic nested dropout"),
        (Method.LinearVae, "linear-vae", "Linear VAE"),
    ];

    /// <summary>All methods' names, in the order of <see cref="Method"/>.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Methods.Select(entry => entry.Name)];

    /// <summary>The name on a command line, such as <c>nonuniform-l2</c>.</summary>
    public static string Name(this Method method) => Methods[(int)method].Name;

    /// <summary>The name in a picture or a table, such as <c>Non-uniform ℓ₂</c>.</summary>
    public static string Title(this Method method) => Methods[(int)method].Title;

    /// <summary>The name on a command line: <c>nesterov</c> or <c>adam</c>.</summary>
    public static string Name(this OptimizerKind optimizer) => optimizer == OptimizerKind.Adam ? "adam" : "nesterov";

    /// <summary>The name in a picture or a table.</summary>
    public static string Title(this OptimizerKind optimizer) => optimizer == OptimizerKind.Adam ? "Adam" : "Nesterov";

    /// <summary>The method of a command-line name; false when there is none of that name.</summary>
    public static bool TryParse(string name, out Method method)
    {
        var found = Array.FindIndex(Methods, entry => entry.Name == name);
        method = (Method)Math.Max(found, 0);
        return found >= 0;
    }
}
