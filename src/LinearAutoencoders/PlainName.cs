namespace LinearAutoencoders;

/// <summary>Names that are also parts of file names and command lines.</summary>
internal static class PlainName
{
    /// <exception cref="ArgumentException">
    ///   The name has other characters than small letters, digits, hyphens and underscores, or none.
    /// </exception>
    public static void Require(string name, string what)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (name.Length == 0 || !name.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter is '-' or '_'))
            throw new ArgumentException($"{what} is '{name}'; use small letters, digits and hyphens");
    }
}
