using System.Text.Json;
using Weir.Dialects.Conversations;

namespace Weir.Dialects.Tests.Kit;

/// <summary>What every reader of whole bodies must stand: values of other types than it knows, and bytes that make no sense.</summary>
internal static class BodyChecks
{
    private static readonly byte[][] Pieces =
    [
        "null"u8.ToArray(), "7"u8.ToArray(), "-1.5e300"u8.ToArray(), "[]"u8.ToArray(), "[7]"u8.ToArray(), "{}"u8.ToArray(), "{\"type\":7}"u8.ToArray(), "true"u8.ToArray(),
        "\"\""u8.ToArray(), "\"\\ud800\""u8.ToArray(), [(byte)'"', 0xFF, (byte)'"'], "\""u8.ToArray(),
    ];

    /// <summary>Puts each of some other values in the place of each value of the body (every n-th in a large one): the reader reads it, or throws <see cref="DialectException"/>.</summary>
    public static void AssertReadsOrRefuses(byte[] body, Action<byte[]> read)
    {
        var values = ValuesOf(body);
        var step = Math.Max(1, values.Count / 200);
        for (var i = 0; i < values.Count; i += step)
        {
            foreach (var piece in Pieces)
            {
                byte[] changed = [.. body.AsSpan(0, values[i].Start), .. piece, .. body.AsSpan(values[i].End)];
                if (Record.Exception(() => read(changed)) is { } exception)
                {
                    Assert.IsType<DialectException>(exception);
                }
            }
        }
    }

    private static List<(int Start, int End)> ValuesOf(byte[] body)
    {
        var values = new List<(int, int)>();
        var reader = new Utf8JsonReader(body);
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.PropertyName or JsonTokenType.EndObject or JsonTokenType.EndArray)
            {
                continue;
            }

            var start = (int)reader.TokenStartIndex;
            var ahead = reader;
            ahead.Skip();
            values.Add((start, (int)ahead.BytesConsumed));
        }

        return values;
    }
}
