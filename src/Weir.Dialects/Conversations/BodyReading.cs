using System.Text.Json;

namespace Weir.Dialects.Conversations;

/// <summary>Keeps a reader's promise that it throws <see cref="DialectException"/> and nothing else, and tells whose mistake a bad body is.</summary>
internal static class BodyReading
{
    /// <summary>Reads a client's body: what is wrong with it is the client's to correct.</summary>
    public static T Request<T>(ReadOnlySpan<byte> body, Func<JsonElement, T> read)
    {
        var root = Json.Parse(body);
        if (root.ValueKind != JsonValueKind.Object)
        {
            throw DialectException.Invalid("The body must be a JSON object.");
        }

        return Guarded(root, read);
    }

    /// <summary>Reads an upstream's body: what is wrong with it is the upstream's fault.</summary>
    public static T Answer<T>(ReadOnlySpan<byte> body, Func<JsonElement, T> read)
    {
        try
        {
            return Request(body, read);
        }
        catch (DialectException exception)
        {
            throw ByUpstream(exception);
        }
    }

    /// <summary>The same mistake, made by the upstream.</summary>
    public static DialectException ByUpstream(DialectException exception) =>
        DialectException.Unexpected($"The upstream's answer is not what its dialect says: {exception.Message}");

    private static T Guarded<T>(JsonElement root, Func<JsonElement, T> read)
    {
        try
        {
            return read(root);
        }
        catch (InvalidOperationException)
        {
            // The parser takes bytes inside texts as they are; reading such a text finds out.
            throw DialectException.Invalid("The body holds a text that is not valid Unicode.");
        }
    }
}
