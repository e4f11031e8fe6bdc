using System.Text.Json;
using Weir.Dialects.Usage;

namespace Weir.Dialects.OpenAiChat;

/// <summary>
/// Reads a usage object of any vendor, so that all that passes is measured: OpenAI's two conventions (<c>prompt_tokens</c>, <c>input_tokens</c>), Anthropic's and Bedrock's, whose
/// cached tokens stand outside their input, Gemini's, whose thoughts stand outside its candidates, and Cohere's, which tells what it bills beside what the model saw.
/// </summary>
public static class UsageReader
{
    /// <summary>Reads the object that starts at the first byte of <paramref name="json"/>; false when it tells no tokens.</summary>
    public static bool TryRead(ReadOnlySpan<byte> json, out TokenUsage usage)
    {
        usage = default;
        var reader = new Utf8JsonReader(json);
        var counts = default(Counts);
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return false;
            }

            ReadObject(ref reader, ref counts, Side.Whole);
        }
        catch (JsonException)
        {
            return false;
        }

        if (!counts.Any)
        {
            return false;
        }

        usage = counts.ToUsage();
        return true;
    }

    private static void ReadObject(ref Utf8JsonReader reader, ref Counts counts, Side side)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var field = FieldOf(ref reader, side);
            reader.Read();
            if (reader.TokenType == JsonTokenType.StartObject && field is Field.InputDetails or Field.OutputDetails or Field.CacheCreation)
            {
                ReadObject(ref reader, ref counts, field == Field.InputDetails ? Side.Input : field == Field.OutputDetails ? Side.Output : Side.Whole);
            }
            else if (reader.TokenType == JsonTokenType.StartObject && field is Field.Billed or Field.Seen)
            {
                ReadCohere(ref reader, ref counts, field);
            }
            else if (reader.TokenType == JsonTokenType.StartArray && field == Field.Iterations)
            {
                ReadIterations(ref reader, ref counts);
            }
            else if (reader.TokenType == JsonTokenType.StartArray && field is Field.InputModalities or Field.OutputModalities or Field.CachedModalities)
            {
                ReadModalities(ref reader, ref counts, field);
            }
            else if (reader.TokenType == JsonTokenType.StartArray && field == Field.CacheDetails)
            {
                ReadCacheDetails(ref reader, ref counts);
            }
            else if (reader.TokenType == JsonTokenType.Number && field != Field.Other && reader.TryGetDouble(out var number) && number is >= 0 and < 1e15)
            {
                counts.Set(field, (long)Math.Ceiling(number));
            }
            else
            {
                reader.Skip();
            }
        }
    }

    /// <summary>Anthropic's passes of one request. Where it compacted the conversation, only they hold the whole bill.</summary>
    private static void ReadIterations(ref Utf8JsonReader reader, ref Counts counts)
    {
        var sum = default(TokenUsage);
        while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
        {
            var pass = default(Counts);
            ReadObject(ref reader, ref pass, Side.Whole);
            sum += pass.ToUsage();
        }

        counts.Passes = sum;
    }

    /// <summary>Cohere's two counts: <c>billed_units</c>, which is what is paid, and <c>tokens</c>, with the vendor's own prompt, which is not.</summary>
    private static void ReadCohere(ref Utf8JsonReader reader, ref Counts counts, Field field)
    {
        var part = default(Counts);
        ReadObject(ref reader, ref part, Side.Input);
        counts.AddCohere(part, field == Field.Billed);
    }

    /// <summary>Gemini's: <c>[{"modality": "AUDIO", "tokenCount": 9}, ...]</c>. What came from the cache has the cache's price, whatever it is.</summary>
    private static void ReadModalities(ref Utf8JsonReader reader, ref Counts counts, Field list)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
        {
            var (isAudio, isImage, tokens) = (false, false, 0L);
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isModality = reader.ValueTextEquals("modality"u8);
                var isCount = reader.ValueTextEquals("tokenCount"u8);
                reader.Read();
                isAudio |= isModality && reader.TokenType == JsonTokenType.String && reader.ValueTextEquals("AUDIO"u8);
                isImage |= isModality && reader.TokenType == JsonTokenType.String && reader.ValueTextEquals("IMAGE"u8);
                tokens = isCount && reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var count) && count is >= 0 and < 1_000_000_000_000_000 ? count : tokens;
                reader.Skip();
            }

            counts.AddModality(list, isAudio, isImage, tokens);
        }
    }

    /// <summary>Bedrock's: <c>[{"ttl": "1h", "inputTokens": 9}, ...]</c>, how long what was written is kept.</summary>
    private static void ReadCacheDetails(ref Utf8JsonReader reader, ref Counts counts)
    {
        var hour = 0L;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                reader.Skip();
                continue;
            }

            var (isHour, tokens) = (false, 0L);
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isTtl = reader.ValueTextEquals("ttl"u8);
                var isCount = reader.ValueTextEquals("inputTokens"u8);
                reader.Read();
                isHour |= isTtl && reader.TokenType == JsonTokenType.String && reader.ValueTextEquals("1h"u8);
                tokens = isCount && reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var count) && count is >= 0 and < 1_000_000_000_000_000 ? count : tokens;
                reader.Skip();
            }

            hour += isHour ? tokens : 0;
        }

        counts.Set(Field.WriteHour, hour);
    }

    private static Field FieldOf(ref Utf8JsonReader reader, Side side) =>
        reader.ValueTextEquals("prompt_tokens"u8) || reader.ValueTextEquals("input_tokens"u8) || reader.ValueTextEquals("promptTokenCount"u8) || reader.ValueTextEquals("inputTokens"u8) ? Field.Input :
        reader.ValueTextEquals("completion_tokens"u8) || reader.ValueTextEquals("output_tokens"u8) || reader.ValueTextEquals("candidatesTokenCount"u8) || reader.ValueTextEquals("outputTokens"u8) ? Field.Output :
        reader.ValueTextEquals("total_tokens"u8) ? Field.Total :
        reader.ValueTextEquals("thoughtsTokenCount"u8) ? Field.OutsideReasoning :
        reader.ValueTextEquals("toolUsePromptTokenCount"u8) ? Field.OutsideInput :
        reader.ValueTextEquals("cachedContentTokenCount"u8) ? Field.CachedRead :
        reader.ValueTextEquals("cacheReadInputTokens"u8) ? Field.OutsideRead :
        reader.ValueTextEquals("cacheWriteInputTokens"u8) ? Field.OutsideWrite :
        reader.ValueTextEquals("cacheDetails"u8) ? Field.CacheDetails :
        reader.ValueTextEquals("iterations"u8) ? Field.Iterations :
        reader.ValueTextEquals("billed_units"u8) ? Field.Billed :
        reader.ValueTextEquals("tokens"u8) ? Field.Seen :
        reader.ValueTextEquals("cached_tokens"u8) || reader.ValueTextEquals("prompt_cache_hit_tokens"u8) ? Field.CachedRead :
        reader.ValueTextEquals("cache_write_tokens"u8) || reader.ValueTextEquals("cache_creation_tokens"u8) ? Field.CachedWrite :
        reader.ValueTextEquals("cache_read_input_tokens"u8) ? Field.OutsideRead :
        reader.ValueTextEquals("cache_creation_input_tokens"u8) ? Field.OutsideWrite :
        reader.ValueTextEquals("reasoning_tokens"u8) || reader.ValueTextEquals("thinking_tokens"u8) ? Field.Reasoning :
        reader.ValueTextEquals("audio_tokens"u8) ? (side == Side.Input ? Field.InputAudio : Field.OutputAudio) :
        reader.ValueTextEquals("promptTokensDetails"u8) ? Field.InputModalities :
        reader.ValueTextEquals("candidatesTokensDetails"u8) ? Field.OutputModalities :
        reader.ValueTextEquals("cacheTokensDetails"u8) ? Field.CachedModalities :
        reader.ValueTextEquals("image_tokens"u8) ? (side == Side.Input ? Field.InputImage : Field.OutputImage) :
        reader.ValueTextEquals("seconds"u8) || reader.ValueTextEquals("prompt_audio_seconds"u8) ? Field.Seconds :
        reader.ValueTextEquals("ephemeral_1h_input_tokens"u8) ? Field.WriteHour :
        reader.ValueTextEquals("cache_creation"u8) ? Field.CacheCreation :
        reader.ValueTextEquals("prompt_tokens_details"u8) || reader.ValueTextEquals("input_tokens_details"u8) ? Field.InputDetails :
        reader.ValueTextEquals("completion_tokens_details"u8) || reader.ValueTextEquals("output_tokens_details"u8) ? Field.OutputDetails :
        Field.Other;

    private enum Side
    {
        Whole,
        Input,
        Output,
    }

    private enum Field
    {
        Other,
        Input,
        Output,
        Total,
        CachedRead,
        CachedWrite,
        OutsideRead,
        OutsideWrite,
        Reasoning,
        InputAudio,
        OutputAudio,
        InputDetails,
        OutputDetails,
        OutsideReasoning,
        OutsideInput,
        Iterations,
        InputImage,
        OutputImage,
        Seconds,
        WriteHour,
        CacheCreation,
        CacheDetails,
        InputModalities,
        OutputModalities,
        CachedModalities,
        Billed,
        Seen,
    }

    private struct Counts
    {
        private long? _input;
        private long? _output;
        private long? _total;
        private long _cachedRead;
        private long _cachedWrite;
        private long _outsideRead;
        private long _outsideWrite;
        private long _reasoning;
        private long _inputAudio;
        private long _outputAudio;
        private long _outsideReasoning;
        private long _outsideInput;
        private long _inputImage;
        private long _outputImage;
        private long _writeHour;
        private long? _seconds;
        private long _cachedAudio;
        private long _cachedImage;
        private long? _billedInput;
        private long? _billedOutput;
        private long? _seenInput;
        private long? _seenOutput;

        /// <summary>The sum of a request's passes; nothing where they are not told.</summary>
        public TokenUsage Passes { get; set; }

        public readonly bool Any => (_input ?? _output ?? _total ?? _seconds ?? _billedInput ?? _billedOutput ?? _seenInput ?? _seenOutput) is not null;

        public void Set(Field field, long value)
        {
            switch (field)
            {
                case Field.Input:
                    _input = value;
                    break;
                case Field.Output:
                    _output = value;
                    break;
                case Field.Total:
                    _total = value;
                    break;
                case Field.CachedRead:
                    _cachedRead = Math.Max(_cachedRead, value);
                    break;
                case Field.CachedWrite:
                    _cachedWrite = value;
                    break;
                case Field.OutsideRead:
                    _outsideRead = value;
                    break;
                case Field.OutsideWrite:
                    _outsideWrite = value;
                    break;
                case Field.Reasoning:
                    _reasoning = value;
                    break;
                case Field.InputAudio:
                    _inputAudio = value;
                    break;
                case Field.OutputAudio:
                    _outputAudio = value;
                    break;
                case Field.InputImage:
                    _inputImage = value;
                    break;
                case Field.OutputImage:
                    _outputImage = value;
                    break;
                case Field.WriteHour:
                    _writeHour = value;
                    break;
                case Field.Seconds:
                    _seconds = value;
                    break;
                case Field.OutsideReasoning:
                    _outsideReasoning = value;
                    break;
                case Field.OutsideInput:
                    _outsideInput = value;
                    break;
                default:
                    break;
            }
        }

        public void AddModality(Field list, bool isAudio, bool isImage, long tokens)
        {
            var (audio, image) = (isAudio ? tokens : 0, isImage ? tokens : 0);
            switch (list)
            {
                case Field.InputModalities:
                    _inputAudio += audio;
                    _inputImage += image;
                    break;
                case Field.OutputModalities:
                    _outputAudio += audio;
                    _outputImage += image;
                    break;
                default:
                    _cachedAudio += audio;
                    _cachedImage += image;
                    break;
            }
        }

        public void AddCohere(in Counts part, bool isBilled)
        {
            if (isBilled)
            {
                _billedInput = part._input;
                _billedOutput = part._output;
                return;
            }

            // Pictures are not among the tokens that were seen; among the billed ones they are.
            _seenInput = part._input is null ? null : part._input + part._inputImage;
            _seenOutput = part._output;
            _reasoning = Math.Max(_reasoning, part._reasoning);
        }

        public readonly TokenUsage ToUsage()
        {
            var output = _output ?? _billedOutput ?? _seenOutput ?? 0;
            var input = _input ?? _billedInput ?? _seenInput ?? Math.Max(0, (_total ?? 0) - output);
            // Cohere's cached tokens are among those that were seen: more of them than it bills.
            var cached = Math.Min(_cachedRead, input);
            var (outside, read) = (_outsideRead + _outsideWrite, cached + _outsideRead);
            if (_total == input + output && outside <= input)
            {
                // A proxy that tells Anthropic's names beside its own: the total says that all of it is in the input.
                (outside, read) = (0, Math.Max(cached, _outsideRead));
            }

            if (Passes.Total > input + outside + output)
            {
                // What the passes don't tell of themselves, the top tells of them all.
                return Passes with
                {
                    CachedWriteHour = Math.Min(Passes.CachedWrite, Math.Max(Passes.CachedWriteHour, _writeHour)),
                    Reasoning = Math.Min(Passes.Output, Math.Max(Passes.Reasoning, _reasoning)),
                };
            }

            // xAI's chat leaves reasoning out of completion_tokens: the total tells.
            if (_reasoning > 0 && _total == input + output + _reasoning)
            {
                output += _reasoning;
            }

            return new TokenUsage
            {
                Input = input + outside + _outsideInput,
                CachedRead = read,
                // Proxies in front of Anthropic tell it under both names.
                CachedWrite = Math.Max(_cachedWrite, _outsideWrite),
                Output = output + _outsideReasoning,
                Reasoning = Math.Min(_reasoning, output) + _outsideReasoning,
                InputAudio = Math.Max(0, _inputAudio - _cachedAudio),
                OutputAudio = _outputAudio,
                CachedWriteHour = _writeHour,
                InputImage = Math.Max(0, _inputImage - _cachedImage),
                OutputImage = _outputImage,
                Seconds = _seconds ?? 0,
            };
        }
    }
}
