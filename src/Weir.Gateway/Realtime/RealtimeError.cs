using System.Buffers;
using Weir.Dialects.Conversations;
using Weir.Dialects.Errors;

namespace Weir.Gateway.Realtime;

/// <summary>Writes the <c>error</c> event of a realtime session.</summary>
internal static class RealtimeError
{
    public static ReadOnlyMemory<byte> Write(WeirError error)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = Json.Writer(buffer))
        {
            json.WriteStartObject();
            json.WriteString("type", "error");
            json.WriteString("event_id", "event_weir");
            json.WriteStartObject("error");
            json.WriteString("type", "server_error");
            json.WriteString("code", error.Kind.Code());
            json.WriteString("message", error.Message);
            json.WriteNull("param");
            json.WriteNull("event_id");
            json.WriteString("action", error.Action);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }
}
