using System.Text;
using LinearAutoencoders.Figures;
using LinearAutoencoders.Methods;
using SkiaSharp;

namespace LinearAutoencoders.Tests.Figures;

public class FigureTests
{
    private static readonly LearningCurvesFigure Figure = new(FakeCurves.All(), "Title with ℓ₂ and λ", "a second line");

    [Theory]
    [InlineData("curves.png")]
    [InlineData("curves.SVG")]
    public void Save_WritesTheFormatOfTheEnding_AndReplacesWhatWasThere(string name)
    {
        var directory = Directory.CreateTempSubdirectory();
        var path = Path.Combine(directory.FullName, name);
        File.WriteAllText(path, "old");

        Figure.Save(path);

        Assert.Equal(name.EndsWith("png", StringComparison.Ordinal) ? Figure.Png() : Figure.SvgBytes(), File.ReadAllBytes(path));
        Assert.Equal([path], Directory.GetFiles(directory.FullName));
        directory.Delete(recursive: true);
    }

    [Fact]
    public void Save_NamesTheEndings_WhenThereIsAnother() =>
        Assert.Contains(".png, .svg or .pdf", Assert.Throws<ArgumentException>(() => Figure.Save("curves.gif")).Message);

    [Fact]
    public void Png_DecodesToAPicture_WithInkInEveryLabel()
    {
        using var picture = Figure.Bitmap();

        Assert.Equal((2000, (int)(Figure.Height * 4)), (picture.Width, picture.Height));
        Assert.Equal(SKColors.White, picture.GetPixel(0, 0));
        Assert.True(picture.HasInk(26, 3, 100, 12), "title");
        Assert.True(picture.HasInk(26, 17, 100, 8), "subtitle");
        Assert.True(picture.HasInk(26, 31, 100, 10), "left heading");
        Assert.True(picture.HasInk(277, 31, 100, 10), "right heading");
        Assert.True(picture.HasInk(5, 46, 17, 150), "left axis");
        Assert.True(picture.HasInk(255, 46, 18, 150), "right axis");
        Assert.True(picture.HasInk(100, 228, 100, 12), "epochs");
        Assert.True(picture.HasInk(80, 246, 100, 10), "legend");
    }

    [Fact]
    public void Pictures_AreTheSameBytes_WhenDrawnAgain()
    {
        Assert.Equal(Figure.Png(), Figure.Png());
        Assert.Equal(Figure.SvgBytes(), Figure.SvgBytes());
    }

    [Fact]
    public void Svg_StandsAlone_WithoutTextOrReferences()
    {
        var svg = Figure.Svg();
        var source = Encoding.UTF8.GetString(Figure.SvgBytes());

        var height = Figure.Height.ToString(System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal($"0 0 500 {height}", (string?)svg.Root!.Attribute("viewBox"));
        Assert.DoesNotContain(svg.Descendants(), element => element.Name.LocalName is "text" or "image" or "style" or "use");
        Assert.DoesNotContain("href", source);
        Assert.DoesNotContain("font", source);
        Assert.Equal(1, source.Split("http").Length - 1);     // the namespace
        // As colours, not as text: #882255 is written #825.
        var colors = svg.Descendants().SelectMany(element => element.Attributes()).Select(attribute => attribute.Value)
            .Where(value => value.StartsWith('#') && SKColor.TryParse(value, out _)).Select(SKColor.Parse).ToHashSet();
        foreach (var method in Method.Registry.All.Skip(1))
            Assert.Contains(SKColor.Parse(MethodStyle.Color(method)), colors);
    }

    [Fact]
    public void Text_HasAGlyph_ForEveryCharacterOfTheProject()
    {
        foreach (var character in "ℓ₂λσαρ₁₀ᵀ⁻⁰¹²³⁴⁵⁶⁷⁸⁹−≤×·θΣ…–")
            Assert.True(LinearAutoencoders.Figures.Text.CanShow(character), $"no glyph for {character}");
    }
}
