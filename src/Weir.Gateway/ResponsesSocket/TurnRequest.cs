using System.Text.Json;
using Weir.Dialects.Conversations;
using Weir.Dialects.Errors;
using Weir.Gateway.Upstream;
using Weir.Routing.Wires;

namespace Weir.Gateway.ResponsesSocket;

/// <summary>A <c>response.create</c>, as the body of POST /v1/responses.</summary>
/// <param name="Body">The body.</param>
/// <param name="Input">The whole input: what the client sent, behind what the socket remembers.</param>
/// <param name="Model">The model it names.</param>
/// <param name="IsWarmUp">True when no answer is wanted, only an id to go on from.</param>
/// <param name="IsKeptHere">True when nobody else keeps the answer.</param>
internal sealed record TurnRequest(ReadOnlyMemory<byte> Body, JsonElement Input, string? Model, bool IsWarmUp, bool IsKeptHere)
{
    private static readonly string[] OfTransport = ["type", "generate", "stream", "background"];

    /// <summary>Reads a message; the error says what is wrong with it.</summary>
    public static (TurnRequest? Request, WeirError? Error) Read(ReadOnlyMemory<byte> message, TurnMemory memory)
    {
        JsonElement json;
        try
        {
            json = JsonElement.Parse(message.Span);
        }
        catch (JsonException exception)
        {
            return (null, new WeirError(ErrorKind.InvalidRequest, $"The message is not valid JSON (line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1}).", "Send {\"type\":\"response.create\", ...} with the body of POST /v1/responses."));
        }

        if (json.String("type") != "response.create")
        {
            return (null, new WeirError(ErrorKind.InvalidRequest, "Only messages of type response.create are served on this socket.", "Send {\"type\":\"response.create\", ...} with the body of POST /v1/responses.") { Param = "type" });
        }

        if (json.Member("stream_id").ValueKind != JsonValueKind.Undefined)
        {
            return (null, new WeirError(ErrorKind.InvalidRequest, "Requests on one socket run one after another; stream_id is not served.", "Leave stream_id out, or open a socket for each stream.") { Param = "stream_id" });
        }

        var edit = new BodyEdit { Remove = OfTransport, Set = [new("stream", "true")] };
        var input = json.Member("input");
        if (memory.Expand(json) is { } whole)
        {
            edit = edit with { Remove = [.. OfTransport, "previous_response_id"], Set = [.. edit.Set, new("input", whole)] };
            input = JsonElement.Parse(whole);
        }

        return (new TurnRequest(BodyEditor.Apply(message.Span, edit), input, json.String("model"), json.Bool("generate") == false, json.Bool("store") == false), null);
    }
}
