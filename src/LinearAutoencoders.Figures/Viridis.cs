using LinearAutoencoders.Figures.Drawing;

namespace LinearAutoencoders.Figures;

/// <summary>Colours of numbers from 0, dark, to 1, light, equally far apart for the eye: Viridis (van der Walt and Smith 2015).</summary>
internal static class Viridis
{
    // Every sixteenth of its 256 colours; between two of them a mixture is the same but for a few levels of 256.
    private static readonly Color[] Colors = Array.ConvertAll(
        (string[])
        [
            "#440154", "#47186A", "#472C7B", "#424085", "#3A528B", "#32628D", "#2C728E", "#26818E", "#20908C",
            "#1E9E88", "#27AD80", "#3DBB74", "#5BC862", "#81D34C", "#AADB32", "#D4E11A", "#FDE724",
        ],
        Color.Parse);

    public static Color Of(double value)
    {
        var place = Math.Clamp(value, 0, 1) * (Colors.Length - 1);
        var below = Math.Min((int)place, Colors.Length - 2);
        return DivergingColors.Mix(Colors[below], Colors[below + 1], place - below);
    }
}
