using System.Text;
using System.Text.Json;
using Weir.Dialects.Conversations;
using Weir.Dialects.Errors;

namespace Weir.Dialects.Ollama;

/// <summary>Errors are <c>{"error": text}</c>, as a body and as a line of a stream.</summary>
internal static class OllamaErrors
{
    public static WeirError Read(int status, ReadOnlySpan<byte> body)
    {
        var text = Encoding.UTF8.GetString(body);
        return VendorError.Of(UpstreamErrors.Classify(status, text), status, Json.TryParse(text) is { } root ? MessageOf(root) : null);
    }

    /// <summary>The error that a line of a stream tells.</summary>
    public static WeirError ReadLine(JsonElement line)
    {
        var message = MessageOf(line);
        var kind = UpstreamErrors.Classify(400, message ?? "");
        return VendorError.Of(kind == ErrorKind.InvalidRequest ? ErrorKind.UnexpectedResponse : kind, null, message);
    }

    public static void Write(Utf8JsonWriter json, WeirError error)
    {
        json.WriteStartObject();
        json.WriteString("error", error.Message);
        json.WriteString("code", error.Kind.Code());
        json.WriteString("action", error.Action);
        json.WriteEndObject();
    }

    private static string? MessageOf(JsonElement root)
    {
        try
        {
            var error = root.Member("error");
            return error.AsString() ?? error.String("message");
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
