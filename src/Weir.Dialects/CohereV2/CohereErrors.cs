using System.Text;
using System.Text.Json;
using Weir.Dialects.Conversations;
using Weir.Dialects.Errors;

namespace Weir.Dialects.CohereV2;

/// <summary>Errors are <c>{id, message}</c>; in a stream, a <c>message-end</c> with an <c>error</c>.</summary>
internal static class CohereErrors
{
    public static WeirError Read(int status, ReadOnlySpan<byte> body)
    {
        var text = Encoding.UTF8.GetString(body);
        return VendorError.Of(KindOf(status, text), status, Json.TryParse(text) is { } root ? MessageOf(root) : null);
    }

    /// <summary>The error of an answer that broke off with these words.</summary>
    public static WeirError InStream(string? message)
    {
        var kind = KindOf(400, message ?? "");
        return VendorError.Of(kind == ErrorKind.InvalidRequest ? ErrorKind.UnexpectedResponse : kind, null, message);
    }

    public static void Write(Utf8JsonWriter json, WeirError error)
    {
        json.WriteStartObject();
        json.WriteString("id", Guid.CreateVersion7());
        json.WriteString("message", error.Message);
        WriteWeirs(json, error);
        json.WriteEndObject();
    }

    /// <summary>What Weir tells beside the vendor's members.</summary>
    public static void WriteWeirs(Utf8JsonWriter json, WeirError error)
    {
        json.WriteString("code", error.Kind.Code());
        json.WriteString("action", error.Action);
    }

    private static ErrorKind KindOf(int status, string text)
    {
        if (status is 400 or 422 && text.Contains("too many tokens", StringComparison.OrdinalIgnoreCase))
        {
            return ErrorKind.ContextTooLong;
        }

        // The request was sound: what the model made of it was not.
        if (status is 422 && text.Contains("No valid response generated", StringComparison.Ordinal))
        {
            return ErrorKind.UnexpectedResponse;
        }

        return UpstreamErrors.Classify(status, text);
    }

    private static string? MessageOf(JsonElement root)
    {
        try
        {
            return root.String("message");
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
