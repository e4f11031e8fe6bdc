using System.Text.Json;

namespace Weir.Catalog.Snapshot;

/// <summary>A price in models.dev's words, except that a tier says its size directly: <c>{"size":200000,"input":4,"output":18}</c>.</summary>
internal static class PriceJson
{
    public static void Write(Utf8JsonWriter writer, ModelPrice price)
    {
        writer.WriteStartObject();
        WriteRates(writer, price.Base);
        if (price.Tiers.Count > 0)
        {
            writer.WriteStartArray("tiers");
            foreach (var tier in price.Tiers)
            {
                writer.WriteStartObject();
                writer.WriteNumber("size", tier.Size);
                WriteRates(writer, tier.Rates);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }

    public static ModelPrice Read(ref JsonLineReader reader)
    {
        List<PriceTier>? tiers = null;
        var (rates, _) = ReadRates(ref reader, ref tiers);
        return new ModelPrice(rates, tiers is null ? [] : [.. tiers]);
    }

    private static void WriteRates(Utf8JsonWriter writer, TokenRates rates)
    {
        writer.WriteNumber("input", rates.Input);
        writer.WriteNumber("output", rates.Output);
        WriteRate(writer, "cache_read", rates.CacheRead);
        WriteRate(writer, "cache_write", rates.CacheWrite);
        WriteRate(writer, "reasoning", rates.Reasoning);
        WriteRate(writer, "input_audio", rates.InputAudio);
        WriteRate(writer, "output_audio", rates.OutputAudio);
    }

    private static void WriteRate(Utf8JsonWriter writer, string name, decimal? rate)
    {
        if (rate is { } value)
        {
            writer.WriteNumber(name, value);
        }
    }

    private static (TokenRates Rates, long Size) ReadRates(ref JsonLineReader reader, ref List<PriceTier>? tiers)
    {
        decimal input = 0, output = 0;
        decimal? cacheRead = null, cacheWrite = null, reasoning = null, inputAudio = null, outputAudio = null;
        long size = 0;
        reader.EnterObject();
        while (reader.NextProperty())
        {
            if (reader.Is("input"u8))
            {
                input = reader.Decimal();
            }
            else if (reader.Is("output"u8))
            {
                output = reader.Decimal();
            }
            else if (reader.Is("cache_read"u8))
            {
                cacheRead = reader.Decimal();
            }
            else if (reader.Is("cache_write"u8))
            {
                cacheWrite = reader.Decimal();
            }
            else if (reader.Is("reasoning"u8))
            {
                reasoning = reader.Decimal();
            }
            else if (reader.Is("input_audio"u8))
            {
                inputAudio = reader.Decimal();
            }
            else if (reader.Is("output_audio"u8))
            {
                outputAudio = reader.Decimal();
            }
            else if (reader.Is("size"u8))
            {
                size = reader.Int64();
            }
            else if (reader.Is("tiers"u8))
            {
                tiers = [];
                reader.EnterArray();
                while (reader.NextElement())
                {
                    List<PriceTier>? none = null;
                    var (rates, from) = ReadRates(ref reader, ref none);
                    tiers.Add(new PriceTier(from, rates));
                }
            }
            else
            {
                reader.Skip();
            }
        }

        var all = new TokenRates(input, output)
        {
            CacheRead = cacheRead,
            CacheWrite = cacheWrite,
            Reasoning = reasoning,
            InputAudio = inputAudio,
            OutputAudio = outputAudio,
        };
        return (all, size);
    }
}
