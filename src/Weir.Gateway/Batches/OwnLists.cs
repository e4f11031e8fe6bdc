using System.Buffers;
using System.Text.Json;
using Weir.Dialects.Conversations;
using Weir.Metering.Keys;

namespace Weir.Gateway.Batches;

/// <summary>Lists hold what the key made: of the provider's pages, which tell of everybody, all others are left out.</summary>
internal sealed class OwnLists(ResourceStore store, ConnectionCalls calls)
{
    private const int UsualLength = 20;

    /// <summary>An account with very many strangers' batches is not read to its end for one list.</summary>
    private const int MostPages = 20;

    /// <summary>The list that the client gets.</summary>
    /// <param name="call">The call.</param>
    /// <param name="key">Whose list it is.</param>
    /// <param name="firstPage">The provider's first page; more are fetched as needed.</param>
    /// <param name="cancellationToken">The client's.</param>
    public async Task<byte[]> FilterAsync(ResourceCall call, ClientKey key, JsonElement firstPage, CancellationToken cancellationToken)
    {
        var wanted = call.Limit ?? (call.Collection == "files" ? int.MaxValue : UsualLength);
        var own = new List<JsonElement>();
        var page = firstPage;
        for (var pages = 1; ; pages++)
        {
            own.AddRange(await OwnAsync(call, key, page, cancellationToken));
            var last = page.String("last_id") ?? page.Member("data").Items().LastOrDefault().String("id");
            if (own.Count > wanted || page.Bool("has_more") != true || last is null || pages == MostPages)
            {
                return Write(own, wanted);
            }

            using var response = await calls.GetAsync(call.Connection!, call.Path, call.PageQuery(last), cancellationToken);
            if (!response.IsSuccessStatusCode)
            {
                return Write(own, wanted);
            }

            page = await ConnectionCalls.ReadJsonAsync(response, cancellationToken);
        }
    }

    private async Task<IEnumerable<JsonElement>> OwnAsync(ResourceCall call, ClientKey key, JsonElement page, CancellationToken cancellationToken)
    {
        var all = page.Member("data").Items().ToList();
        var own = new HashSet<string>(StringComparer.Ordinal);
        foreach (var some in all.Select(static one => one.String("id") ?? "").Chunk(500))
        {
            own.UnionWith(await store.OwnAsync(some, call.Connection!.Name, key.Id, cancellationToken));
        }

        return all.Where(one => own.Contains(one.String("id") ?? ""));
    }

    private static byte[] Write(List<JsonElement> own, int wanted)
    {
        var shown = own.Take(wanted).ToList();
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var json = Json.Writer(buffer))
        {
            json.WriteStartObject();
            json.WriteString("object", "list");
            json.WriteStartArray("data");
            foreach (var one in shown)
            {
                one.WriteTo(json);
            }

            json.WriteEndArray();
            json.WriteString("first_id", shown.Count > 0 ? shown[0].String("id") : null);
            json.WriteString("last_id", shown.Count > 0 ? shown[^1].String("id") : null);
            json.WriteBoolean("has_more", own.Count > shown.Count);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }
}
