namespace LinearAutoencoders.Components;

/// <summary>How far each component can be trusted, by two yardsticks: this data's own eigenvectors, and the population's.</summary>
/// <param name="Components">One a component, in their order.</param>
/// <param name="NoneMissed">How sure it is that no other direction has more variance than the last component.</param>
public sealed record Certificate(IReadOnlyList<ComponentCertificate> Components, Completeness NoneMissed)
{
    /// <summary>Whether every component is <see cref="ComponentVerdict.Converged"/>.</summary>
    public bool AllConverged => Components.All(component => component.Verdict == ComponentVerdict.Converged);

    /// <summary>That of the first components alone.</summary>
    internal Certificate Keep(int count) => this with { Components = [.. Components.Take(count)] };
}

/// <summary>How sure it is that no direction of more variance was missed.</summary>
public enum Completeness
{
    /// <summary>Nobody looked.</summary>
    Unknown,

    /// <summary>With probability one but for a random start that is orthogonal to such a direction.</summary>
    Probable,

    /// <summary>All eigenvalues are known, or those above the last were counted (Sylvester's law of inertia).</summary>
    Proven,
}

/// <summary>What is to be said of a component in a word.</summary>
public enum ComponentVerdict
{
    /// <summary>It is the eigenvector of this data as far as anybody could use it.</summary>
    Converged,

    /// <summary>It is not yet: more passes, epochs or digits are needed.</summary>
    NotYet,

    /// <summary>Its variance is too near a neighbour's: they are a subspace together, and its axes are arbitrary.</summary>
    NotSeparable,
}

/// <summary>What is known of one component. Angles are in radians, at most π/2; variances are divided by n − 1.</summary>
public sealed record ComponentCertificate
{
    /// <summary>The verdict.</summary>
    public required ComponentVerdict Verdict { get; init; }

    /// <summary>The verdict in a sentence, with what is needed where something is.</summary>
    public required string Explanation { get; init; }

    /// <summary>‖Σv − θv‖, Σ divided by n − 1: what solving left.</summary>
    public required double Residual { get; init; }

    /// <summary>What ‖(Σ − Σ')v‖ is not above, Σ' being that of the data without rounding of sums and of stored values.</summary>
    public double Rounding { get; init; }

    /// <summary>The least that the variance of another eigenvector differs from this one's; null: there is no other.</summary>
    public double? Gap { get; init; }

    /// <summary>No more than this lies between the component and the eigenvector of this data (Davis and Kahan 1970).</summary>
    public required double AngleBound { get; init; }

    /// <summary>
    ///   What to expect between the component and that of the population, if samples are normal (Anderson 1963); null: not known.
    /// </summary>
    public double? SamplingAngle { get; init; }

    /// <summary>The same without that assumption, by leaving out shards of the data in turn; null: not known.</summary>
    public double? JackknifeAngle { get; init; }

    /// <summary>The least variance that the population may have along its component, at 95 %, of normal samples; null: not known.</summary>
    public double? VarianceLow { get; init; }

    /// <summary>The most; null too where samples are so few that there is no bound.</summary>
    public double? VarianceHigh { get; init; }

    /// <summary>The least at 95 % without that assumption, by leaving out shards of the data in turn; null: not known.</summary>
    public double? JackknifeVarianceLow { get; init; }

    /// <summary>The most.</summary>
    public double? JackknifeVarianceHigh { get; init; }

    /// <summary>The first component, from 0, of those that are one subspace with this one; itself, where it stands alone.</summary>
    public required int FirstOfSubspace { get; init; }

    /// <summary>The last of them; k or more, where the subspace goes on behind the last component that was fitted.</summary>
    public required int LastOfSubspace { get; init; }

    /// <summary>No more than this lies between that subspace and the data's; of an axis, <see cref="AngleBound"/>.</summary>
    public double SubspaceAngleBound { get; init; } = Math.PI / 2;

    /// <summary>What to expect between the component and the population's subspace, if samples are normal; null: not known.</summary>
    public double? SubspaceSamplingAngle { get; init; }
}
