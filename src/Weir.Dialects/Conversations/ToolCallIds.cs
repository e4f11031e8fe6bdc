using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Weir.Dialects.Conversations;

/// <summary>Ids of tool calls: made where a dialect has none, and brought into another dialect's alphabet. The same input always gives the same id, so that prompt caches hit.</summary>
public static class ToolCallIds
{
    private const string Letters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    /// <summary>An id for a call in a history that has none.</summary>
    /// <param name="name">The tool's name.</param>
    /// <param name="position">Which call of the conversation it is, from 0.</param>
    public static string Make(string name, int position) => string.Create(CultureInfo.InvariantCulture, $"call_{Safe(name, 40)}_{position}");

    /// <summary>A new id for a call that a model just made without one; unique in all answers.</summary>
    public static string Fresh() => "call_" + Guid.CreateVersion7().ToString("N", CultureInfo.InvariantCulture);

    /// <summary>The id with all but letters, digits, <c>_</c> and <c>-</c> replaced, and cut to <paramref name="longest"/> characters; longer or changed ids end in a hash, so that two stay two.</summary>
    public static string Safe(string id, int longest = 64)
    {
        ArgumentNullException.ThrowIfNull(id);
        if (id.Length is > 0 && id.Length <= longest && id.All(IsSafe))
        {
            return id;
        }

        var hash = Short(id, 8);
        var kept = new string([.. id.Take(Math.Max(0, longest - 9)).Select(letter => IsSafe(letter) ? letter : '_')]);
        return $"{kept}_{hash}";
    }

    /// <summary>An id of exactly <paramref name="length"/> letters and digits, as Mistral wants nine. An id that is so already stays.</summary>
    public static string Short(string id, int length = 9)
    {
        ArgumentNullException.ThrowIfNull(id);
        if (id.Length == length && id.All(char.IsAsciiLetterOrDigit))
        {
            return id;
        }

        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(id));
        return string.Create(length, hash, static (span, bytes) =>
        {
            for (var i = 0; i < span.Length; i++)
            {
                span[i] = Letters[bytes[i] % Letters.Length];
            }
        });
    }

    private static bool IsSafe(char letter) => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-';
}
