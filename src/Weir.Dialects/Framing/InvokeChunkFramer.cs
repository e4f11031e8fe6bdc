using System.Text.Json;

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

        using var json = JsonDocument.Parse(outer.Data);
        if (outer.Event?.StartsWith("exception:", StringComparison.Ordinal) == true)
        {
            var message = json.RootElement.TryGetProperty("message", out var text) ? text.GetRawText() : "\"\"";
            frame = new Frame("error", System.Text.Encoding.UTF8.GetBytes($$$"""{"type":"error","error":{"type":"{{{ErrorType(outer.Event)}}}","message":{{{message}}}}}"""));
            return true;
        }

        frame = new Frame(null, json.RootElement.TryGetProperty("bytes", out var bytes) ? bytes.GetBytesFromBase64() : outer.Data);
        return true;
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
