using System.Text.Json;
using Weir.Dialects.Conversations;

namespace Weir.Dialects.Framing;

/// <summary>Bedrock's InvokeModel: AWS frames, each of which holds an event of the model's own dialect in base64.</summary>
public sealed class InvokeChunkFramer : IFramer
{
    private readonly AwsEventStreamFramer _frames = new();

    public void Push(ReadOnlySpan<byte> bytes) => _frames.Push(bytes);

    public void End() => _frames.End();

    public bool TryNext(out Frame frame)
    {
        if (!_frames.TryNext(out var outer))
        {
            frame = default;
            return false;
        }

        using var json = Parse(outer.Data);
        if (outer.Event?.StartsWith("exception:", StringComparison.Ordinal) == true)
        {
            var message = json.RootElement.Member("message") is { ValueKind: JsonValueKind.String } text ? text.GetRawText() : "\"\"";
            frame = new Frame("error", System.Text.Encoding.UTF8.GetBytes($$$"""{"type":"error","error":{"type":"{{{ErrorType(outer.Event)}}}","message":{{{message}}}}}"""));
            return true;
        }

        frame = new Frame(null, json.RootElement.Member("bytes") is { ValueKind: JsonValueKind.String } text64 && text64.TryGetBytesFromBase64(out var bytes)
            ? bytes
            : throw new InvalidDataException("A chunk holds no event in base64."));
        return true;
    }

    private static JsonDocument Parse(ReadOnlyMemory<byte> payload)
    {
        try
        {
            return JsonDocument.Parse(payload);
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException("A chunk is not JSON.", exception);
        }
    }

    private static string ErrorType(string exception) => exception switch
    {
        "exception:throttlingException" => "rate_limit_error",
        "exception:serviceUnavailableException" => "overloaded_error",
        "exception:validationException" => "invalid_request_error",
        "exception:modelTimeoutException" => "timeout_error",
        _ => "api_error",
    };
}
