using LinearAutoencoders.Figures;

namespace LinearAutoencoders.Cli.Display;

/// <summary>The files of a figure.</summary>
internal static class Picture
{
    /// <summary>Saves a figure as PNG, and as SVG beside it.</summary>
    public static void Save(Figure figure, string path)
    {
        figure.Save(path);
        figure.Save(Path.ChangeExtension(path, ".svg"));
    }
}
