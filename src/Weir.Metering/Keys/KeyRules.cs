using System.Buffers;

namespace Weir.Metering.Keys;

/// <summary>What a key's name, user, models and expiry may be.</summary>
internal static class KeyRules
{
    private const int LongestName = 64;
    private const int LongestUser = 128;
    private const int LongestModel = 256;
    private const int MostModels = 1000;

    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-@");

    /// <exception cref="KeyRefusedException">Something about the key will not do.</exception>
    public static void Check(NewKey key, DateTimeOffset now)
    {
        CheckName(key.Name);
        CheckOwner("user", key.User, "ada@example.org");
        CheckOwner("team", key.Team, "research");
        CheckModels(key.AllowedModels);
        if (key.ExpiresAt <= now)
        {
            throw new KeyRefusedException("The key would be expired from the start.", "Give an expiry in the future, or none.");
        }
    }

    private static void CheckName(string name)
    {
        const string action = "Give a name such as `ci` or `ada-laptop`.";
        if (string.IsNullOrEmpty(name) || name.Length > LongestName)
        {
            throw new KeyRefusedException($"A key's name has 1 to {LongestName} characters.", action);
        }

        if (!char.IsAsciiLetterOrDigit(name[0]) || name.AsSpan().ContainsAnyExcept(NameCharacters))
        {
            throw new KeyRefusedException(
                "A key's name is made of letters, digits and . _ - @, and begins with a letter or a digit.", action);
        }

        if (name.StartsWith(KeyGenerator.IdPrefix, StringComparison.Ordinal)
            || name.StartsWith(KeyGenerator.ClientPrefix, StringComparison.Ordinal))
        {
            throw new KeyRefusedException($"The name '{name}' looks like a key or a key's id.", action);
        }

        if (FixedKeys.Names.Contains(name, StringComparer.OrdinalIgnoreCase))
        {
            throw new KeyRefusedException($"The name '{name}' belongs to the key from the variable of that name.", action);
        }
    }

    private static void CheckOwner(string kind, string? name, string example)
    {
        if (name is not null && (name.Length is 0 or > LongestUser || string.IsNullOrWhiteSpace(name) || name.Any(char.IsControl)))
        {
            throw new KeyRefusedException(
                $"A key's {kind} has 1 to {LongestUser} characters, without control characters.", $"Give a {kind} such as `{example}`, or none.");
        }
    }

    private static void CheckModels(IReadOnlyList<string> models)
    {
        const string action = "Write models as `connection/model`, `connection/*`, or a beginning that ends in `*`.";
        if (models.Count > MostModels)
        {
            throw new KeyRefusedException($"A key's list holds at most {MostModels} models.", action);
        }

        foreach (var model in models)
        {
            if (string.IsNullOrEmpty(model) || model.Length > LongestModel
                || model.Any(character => char.IsWhiteSpace(character) || char.IsControl(character)))
            {
                throw new KeyRefusedException(
                    $"'{model}' is no model: it must have 1 to {LongestModel} characters and no spaces.", action);
            }

            var star = model.IndexOf('*', StringComparison.Ordinal);
            if (star >= 0 && star != model.Length - 1)
            {
                throw new KeyRefusedException($"'{model}' has a * that is not at its end.", action);
            }
        }
    }
}
