namespace Weir.Credentials.Clouds;

/// <summary>Reads variables the way vendors' programs do: empty counts as not set.</summary>
internal static class Variables
{
    public static string? Read(this Func<string, string?> environment, string name) => environment(name)?.Trim() is { Length: > 0 } value ? value : null;

    public static bool Has(this Func<string, string?> environment, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (environment.Read(name) is null)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The person's home folder; null when the machine has none.</summary>
    public static string? Home(this Func<string, string?> environment) => environment.Read("HOME") ?? environment.Read("USERPROFILE");
}
