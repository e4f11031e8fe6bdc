using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Weir.Dialects.Conversations;
using Weir.Dialects.Errors;
using Weir.Dialects.OpenAiResponses;

namespace Weir.Gateway.ResponsesSocket;

/// <summary>
/// Errors as the WebSocket mode of Responses tells them: <c>{"type":"error","status":...,"error":{...},"headers":{...}}</c>. Clients act on the status, which an event of a
/// stream over HTTP does not have.
/// </summary>
internal static class SocketErrors
{
    /// <summary>What clients know as: send the whole conversation again.</summary>
    private const string PreviousNotFound = "previous_response_not_found";

    private const string PreviousParam = "previous_response_id";

    /// <summary>An error of the gateway.</summary>
    public static ReadOnlyMemory<byte> Write(WeirError error)
    {
        var body = new ArrayBufferWriter<byte>(512);
        ResponsesDialect.Instance.WriteError(error, body);
        return Write(error.Status, JsonElement.Parse(body.WrittenSpan).Member("error"), null);
    }

    /// <summary>An answer with an error status.</summary>
    public static ReadOnlyMemory<byte> Write(HttpResponse response, ReadOnlySpan<byte> body)
    {
        try
        {
            if (JsonElement.Parse(body).Member("error") is { ValueKind: JsonValueKind.Object } error)
            {
                return Write(response.StatusCode, error, response.Headers);
            }
        }
        catch (JsonException)
        {
            // Not JSON: its status says what is known.
        }

        return Write(ResponsesDialect.Instance.ReadError(response.StatusCode, body) with { Status = response.StatusCode });
    }

    /// <summary>An <c>error</c> event of a stream.</summary>
    public static ReadOnlyMemory<byte> Write(JsonElement @event)
    {
        var error = @event.Member("error") is { ValueKind: JsonValueKind.Object } own ? own : @event;
        return Write(StatusOf(error.String("code")), error, null);
    }

    private static ReadOnlyMemory<byte> Write(int status, JsonElement error, IHeaderDictionary? headers)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = Json.Writer(buffer))
        {
            json.WriteStartObject();
            json.WriteString("type", "error");
            json.WriteNumber("status", status);
            json.WriteStartObject("error");
            foreach (var member in error.Members())
            {
                if (member.Name == "code" && status == StatusCodes.Status400BadRequest && error.String("param") == PreviousParam)
                {
                    json.WriteString("code", PreviousNotFound);
                }
                else if (member.Name != "sequence_number" && !(member.Name == "type" && member.Value.ValueEquals("error")))
                {
                    json.WriteRaw(member.Name, member.Value);
                }
            }

            json.WriteEndObject();
            WriteHeaders(json, headers);
            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    private static void WriteHeaders(Utf8JsonWriter json, IHeaderDictionary? headers)
    {
        json.WriteStartObject("headers");
        foreach (var (name, value) in headers ?? new HeaderDictionary())
        {
            if (!name.StartsWith("content-", StringComparison.OrdinalIgnoreCase))
            {
                json.WriteString(name.ToLowerInvariant(), value.ToString());
            }
        }

        json.WriteEndObject();
    }

    /// <summary>The status of an error that came in a stream, whose own was 200.</summary>
    private static int StatusOf(string? code) =>
        code is null ? ErrorKind.UnexpectedResponse.Status()
        : Array.Find(Enum.GetValues<ErrorKind>(), kind => kind.Code() == code) is var kind && kind != ErrorKind.Unknown ? kind.Status()
        : code == "rate_limit_exceeded" ? StatusCodes.Status429TooManyRequests
        : ErrorKind.UnexpectedResponse.Status();
}
