using System.Text.RegularExpressions;

namespace Weir.Routing.Wires;

/// <summary>Addresses with <c>${VAR}</c> in them.</summary>
public static partial class BaseUrlTemplate
{
    /// <summary>The address with its variables filled in, or what stands against it in a sentence.</summary>
    public static (Uri? Address, string? Problem) Fill(string template, Func<string, string?> read)
    {
        string? missing = null;
        var filled = Variable().Replace(template, match =>
        {
            var value = read(match.Groups[1].Value);
            missing ??= string.IsNullOrEmpty(value) ? match.Groups[1].Value : null;
            return value ?? "";
        });
        return missing is not null
            ? (null, $"Its base URL needs the variable {missing}, which is not set: give it under variables in its block, or set it where Weir starts.")
            : Uri.TryCreate(filled.TrimEnd('/'), UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
                ? (address, null)
                : (null, "Its base URL is not a valid http or https address once its variables are filled in.");
    }

    [GeneratedRegex(@"\$\{([A-Za-z0-9_]+)\}")]
    private static partial Regex Variable();
}
