using System.Buffers;
using System.Text.Json;
using Weir.Gateway.Lasting;
using Weir.Gateway.Pipeline;
using Weir.Gateway.Translation;
using Weir.Routing.Wires;

namespace Weir.Gateway.Background;

/// <summary>What the beginning of an answer tells that goes on without its call (<c>background: true</c> of Responses): the id by which it is asked after.</summary>
internal sealed class BackgroundAnswer
{
    /// <summary>The id stands near the beginning; before it there are the client's own instructions at most.</summary>
    private const int Most = 1024 * 1024;

    private readonly ArrayBufferWriter<byte> _seen = new();

    /// <summary>The id of the ledger row that books the answer, and of its hold.</summary>
    public required string RowId { get; init; }

    /// <summary>The provider's id; null while it is not told.</summary>
    public string? Id { get; private set; }

    /// <summary>For the next attempt of a request; null where its answer ends with the call.</summary>
    public static BackgroundAnswer? Of(RequestContext context, Wire? wire) => context.IsBackground && (wire is null || !Lanes.Translates(context, wire))
        ? new BackgroundAnswer { RowId = RowIds.Of(context.Time.ToUnixTimeMilliseconds(), context.Id, $"{context.Attempts.Count + 1}") }
        : null;

    /// <summary>Takes the next bytes of the answer, a JSON object or a stream of events.</summary>
    public void Read(ReadOnlySpan<byte> bytes)
    {
        if (Id is not null || _seen.WrittenCount > Most)
        {
            return;
        }

        _seen.Write(bytes);
        Id = Find(_seen.WrittenSpan[Start(_seen.WrittenSpan)..]);
    }

    /// <summary>Where the object begins: an event's stands behind <c>data:</c>.</summary>
    private static int Start(ReadOnlySpan<byte> seen)
    {
        var start = seen.IndexOf((byte)'{');
        return start < 0 ? seen.Length : start;
    }

    /// <summary>The id of the object itself, or of the <c>response</c> in it.</summary>
    private static string? Find(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, isFinalBlock: false, state: default);
        var isInResponse = false;
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType != JsonTokenType.PropertyName || reader.CurrentDepth > 2)
                {
                    continue;
                }

                isInResponse = reader.CurrentDepth == 1 ? reader.ValueTextEquals("response"u8) : isInResponse;
                if (reader.ValueTextEquals("id"u8) && (reader.CurrentDepth == 1 || isInResponse) && reader.Read())
                {
                    return reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
                }
            }
        }
        catch (JsonException)
        {
            // Behind the first event comes the next, which is no JSON.
        }

        return null;
    }
}
