namespace LinearAutoencoders.Figures;

/// <summary>A mark on an axis: a long one with a label, or a short one.</summary>
internal readonly record struct Tick(double Position, string Label, bool IsMajor)
{
    public static Tick Major(double position, string label) => new(position, label, IsMajor: true);

    public static Tick Minor(double position) => new(position, "", IsMajor: false);
}
