using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Weir.Dialects.Conversations;
using Weir.Dialects.Errors;
using Weir.Dialects.OpenAiChat.Translation;

namespace Weir.Dialects.SapOrchestration;

/// <summary>
/// Errors: <c>{"error": {request_id, code, message, location}}</c>, where the code is an HTTP status and the location is the module that failed; a list of them where several
/// configurations were tried. The gate before the service answers in OpenAI's shape or in plain text.
/// </summary>
internal static class OrchestrationErrors
{
    private const string RetryAfter = "retry-after";

    /// <summary>Reads an error answer.</summary>
    public static WeirError Read(int status, ReadOnlySpan<byte> body)
    {
        try
        {
            return ErrorOf(JsonElement.Parse(body)) is { ValueKind: JsonValueKind.Object } error ? Of(error, status) : ErrorReader.Read(status, body);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return ErrorReader.Read(status, body);
        }
    }

    /// <summary>The error that stands where an answer should, or in an event of a stream; null when there is none.</summary>
    public static WeirError? In(JsonElement envelope) =>
        ErrorOf(envelope) is { ValueKind: JsonValueKind.Object } error ? Of(error, error.Int("code") is { } code and >= 400 and < 600 ? code : 0)
        : envelope.Member("final_result").ValueKind == JsonValueKind.Undefined ? ErrorReader.InAnswer(envelope)
        : null;

    /// <summary>Writes an error; its kind goes as <c>type</c>, as the code is a number here.</summary>
    public static void Write(Utf8JsonWriter json, WeirError error, string requestId)
    {
        json.WriteStartObject();
        json.WriteStartObject("error");
        json.WriteString("request_id", requestId);
        json.WriteNumber("code", error.Status);
        json.WriteString("message", error.Message);
        json.WriteString("location", "Weir");
        json.WriteString("type", error.Kind.Code());
        json.WriteOptional("param", error.Param);
        json.WriteString("action", error.Action);
        if (error.RetryAfter is { } wait)
        {
            json.WriteStartObject("headers");
            json.WriteString(RetryAfter, Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture));
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static JsonElement ErrorOf(JsonElement envelope) =>
        envelope.Member("error") is { ValueKind: JsonValueKind.Array } several ? several.EnumerateArray().FirstOrDefault() : envelope.Member("error");

    private static WeirError Of(JsonElement error, int status)
    {
        // Only the error's own words: the results beside them repeat the prompt, which may speak of anything.
        var words = new ArrayBufferWriter<byte>();
        using (var json = Json.Writer(words))
        {
            json.WriteStartObject();
            json.WriteStartObject("error");
            foreach (var member in error.EnumerateObject())
            {
                if (member.Name is "message" or "code" or "type" or "param")
                {
                    json.WriteRaw(member.Name, member.Value);
                }
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        var told = ErrorReader.Read(status, words.WrittenSpan);
        return (IsNoModel(error, status) ? told with { Kind = ErrorKind.ModelNotAvailable, Action = "Choose a model that the provider has." } : told) with
        {
            RetryAfter = WaitIn(error.Member("headers")) ?? told.RetryAfter,
        };
    }

    /// <summary>The service knows its models by name and version, and refuses others as a bad request.</summary>
    private static bool IsNoModel(JsonElement error, int status) =>
        status is 400 or 404 && error.String("message") is { } message &&
        (message.Contains("Model name must be one of", StringComparison.OrdinalIgnoreCase) ||
            message.Contains("model ", StringComparison.OrdinalIgnoreCase) && message.Contains("not found", StringComparison.OrdinalIgnoreCase));

    private static TimeSpan? WaitIn(JsonElement headers)
    {
        foreach (var header in headers.Members())
        {
            if (header.Name.Equals(RetryAfter, StringComparison.OrdinalIgnoreCase) && double.TryParse(header.Value.AsString(), CultureInfo.InvariantCulture, out var seconds) && seconds is >= 0 and < 1e6)
            {
                return TimeSpan.FromSeconds(seconds);
            }
        }

        return null;
    }
}
