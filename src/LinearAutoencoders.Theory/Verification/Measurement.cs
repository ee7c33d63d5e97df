namespace LinearAutoencoders.Theory.Verification;

/// <summary>The number that decides a statement on one problem.</summary>
/// <param name="Value">What was measured.</param>
/// <param name="Limit">What it is held against.</param>
/// <param name="Scope">What it was measured on: sizes, and how many points or starts.</param>
/// <param name="IsFloor">Whether the value must reach the limit; else it must not exceed it.</param>
public readonly record struct Measurement(double Value, double Limit, string Scope, bool IsFloor = false)
{
    /// <summary>Not so for a value that is not a number.</summary>
    public bool Passed => IsFloor ? Value >= Limit : Value <= Limit;

    /// <summary>How close to failing: above 1 fails.</summary>
    internal double Strain => double.IsNaN(Value) ? double.PositiveInfinity
        : IsFloor ? Limit - Value + 1 : Limit > 0 ? Value / Limit : Value > Limit ? double.PositiveInfinity : 0;
}
