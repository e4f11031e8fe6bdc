using Weir.Catalog;

namespace Weir.Credentials;

/// <summary>A provider's key found in the environment.</summary>
/// <param name="Variable">The variable that holds it.</param>
/// <param name="Key">The key.</param>
public sealed record EnvironmentKey(string Variable, Secret Key)
{
    /// <summary>For people: <c>OPENAI_API_KEY (environment)</c>.</summary>
    public string Source => $"{Variable} (environment)";

    /// <summary>Looks a provider's key variables up, best first; null when none holds a usable key.</summary>
    public static EnvironmentKey? Find(CatalogProvider provider, Func<string, string?> environment)
    {
        ArgumentNullException.ThrowIfNull(provider);
        ArgumentNullException.ThrowIfNull(environment);
        foreach (var variable in provider.KeyVariables)
        {
            if (Tidy(environment(variable)) is { Length: > 0 } value && !value.Any(char.IsControl))
            {
                return new EnvironmentKey(variable, new Secret(value));
            }
        }

        return null;
    }

    // A key that is JSON may have line ends in it, which say nothing.
    private static string? Tidy(string? value) => value?.Trim() is ['{', ..] json ? json.ReplaceLineEndings(" ").Replace('\t', ' ') : value?.Trim();
}
