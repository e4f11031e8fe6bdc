using System.Buffers.Text;
using System.Text.Json;
using Weir.Catalog;
using Weir.Dialects.Errors;
using Weir.Gateway.Pipeline;

namespace Weir.Gateway.Money;

/// <summary>Reads from a body, in one pass, what a budget has to know of it. Where a member stands twice the larger one counts: nobody knows which of them the provider heeds.</summary>
internal ref struct SizeScanner(ReadOnlySpan<byte> body, Operation operation)
{
    /// <summary>More answers than any provider makes of one request.</summary>
    private const int MostChoices = 128;

    private readonly string[] _limits = LimitNames(operation);
    private readonly List<string> _set = [];
    private Utf8JsonReader _reader = new(body, new JsonReaderOptions { MaxDepth = 128 });
    private long _mediaBytes;
    private int _media;
    private bool _audio;
    private bool _hidden;
    private bool _speaks;
    private long? _limit;
    private int _choices = 1;
    private int _prompts = 1;
    private WeirError? _problem;

    /// <summary>Members at the top that limit the output, by the dialect; those that a provider does not know do not count.</summary>
    public static string[] LimitNames(Operation operation) => operation switch
    {
        { Kind: OperationKind.PassThrough } => ["max_tokens", "max_completion_tokens", "max_output_tokens"],
        { Dialect: DialectNames.OpenAiResponses } => ["max_output_tokens"],
        { Dialect: DialectNames.OpenAiChat } => ["max_completion_tokens", "max_tokens"],
        { Dialect: DialectNames.AnthropicMessages } => ["max_tokens"],
        _ => [],
    };

    /// <summary>The size, or what is wrong with the request's limits.</summary>
    public static (RequestSize Size, WeirError? Problem) Scan(ReadOnlySpan<byte> body, Operation operation)
    {
        var scanner = new SizeScanner(body, operation);
        try
        {
            scanner.Run();
        }
        catch (JsonException)
        {
            // Not JSON: its bytes are all that is known of it.
            return (new RequestSize { TextBytes = body.Length, MediaParts = 1, HasAudio = true }, null);
        }

        return (scanner.Size(body.Length) with { MayWriteForAnHour = MayWriteForAnHour(body) }, scanner._problem);
    }

    private readonly RequestSize Size(int length) => new()
    {
        TextBytes = length - _mediaBytes,
        MediaParts = _media,
        HasAudio = _audio,
        HasHiddenInput = _hidden,
        MayAnswerAudio = _speaks,
        Limit = _limit,
        LimitMembers = _set,
        Choices = (int)Math.Min((long)_choices * _prompts, int.MaxValue),
    };

    private void Run()
    {
        if (!_reader.Read() || _reader.TokenType != JsonTokenType.StartObject)
        {
            return;
        }

        while (_reader.Read() && _reader.TokenType == JsonTokenType.PropertyName)
        {
            if (LimitName() is { } name)
            {
                _reader.Read();
                TakeLimit(name);
                _set.Add(name);
            }
            else if (_reader.ValueTextEquals("n"u8) || _reader.ValueTextEquals("best_of"u8))
            {
                TakeChoices();
            }
            else if (_reader.ValueTextEquals("generationConfig"u8) || _reader.ValueTextEquals("generation_config"u8) || _reader.ValueTextEquals("inferenceConfig"u8))
            {
                TakeConfig();
            }
            else
            {
                TakeOther();
            }
        }
    }

    // Anthropic's cache_control has {"ttl": "1h"}; a text that is written with escapes may hide one.
    private static bool MayWriteForAnHour(ReadOnlySpan<byte> body) =>
        body.IndexOf("\"1h\""u8) >= 0 || (body.IndexOf("cache_control"u8) >= 0 && (body.IndexOf("\\u0031"u8) >= 0 || body.IndexOf("\\u0068"u8) >= 0));

    private readonly string? LimitName()
    {
        foreach (var name in _limits)
        {
            if (_reader.ValueTextEquals(name))
            {
                return name;
            }
        }

        return null;
    }

    private void TakeLimit(string name)
    {
        if (_reader.TokenType == JsonTokenType.Null)
        {
            return;
        }

        if (_reader.TokenType != JsonTokenType.Number || !_reader.TryGetInt32(out var limit) || limit < 1)
        {
            _problem ??= Bad(name, $"\"{name}\" must be a whole number of 1 or more.");
            _reader.Skip();
            return;
        }

        _limit = Math.Max(_limit ?? 0, limit);
    }

    private void TakeChoices()
    {
        var name = _reader.GetString()!;
        _reader.Read();
        if (_reader.TokenType == JsonTokenType.Null)
        {
            return;
        }

        if (_reader.TokenType != JsonTokenType.Number || !_reader.TryGetInt32(out var choices) || choices is < 1 or > MostChoices)
        {
            _problem ??= Bad(name, $"\"{name}\" must be a whole number from 1 to {MostChoices}.");
            _reader.Skip();
            return;
        }

        _choices = Math.Max(_choices, choices);
    }

    /// <summary>Gemini's and Bedrock's settings, which stand in an object of their own.</summary>
    private void TakeConfig()
    {
        _set.Add(_reader.GetString()!);
        _reader.Read();
        if (_reader.TokenType != JsonTokenType.StartObject)
        {
            _reader.Skip();
            return;
        }

        while (_reader.Read() && _reader.TokenType == JsonTokenType.PropertyName)
        {
            if (_reader.ValueTextEquals("candidateCount"u8) || _reader.ValueTextEquals("candidate_count"u8))
            {
                TakeChoices();
                continue;
            }

            var isLimit = _reader.ValueTextEquals("maxOutputTokens"u8) || _reader.ValueTextEquals("max_output_tokens"u8) || _reader.ValueTextEquals("maxTokens"u8);
            var isModality = _reader.ValueTextEquals("responseModalities"u8) || _reader.ValueTextEquals("response_modalities"u8);
            var name = isLimit ? _reader.GetString()! : "";
            _reader.Read();
            _speaks |= isModality;
            if (isLimit)
            {
                TakeLimit(name);
            }
            else
            {
                _reader.Skip();
            }
        }
    }

    private void TakeOther()
    {
        _speaks |= _reader.ValueTextEquals("modalities"u8) || _reader.ValueTextEquals("audio"u8);
        _hidden |= _reader.ValueTextEquals("previous_response_id"u8) || _reader.ValueTextEquals("conversation"u8) || _reader.ValueTextEquals("cachedContent"u8)
            || _reader.ValueTextEquals("container"u8) || _reader.ValueTextEquals("mcp_servers"u8) || _reader.ValueTextEquals("web_search_options"u8)
            || (operation == Operations.Responses && _reader.ValueTextEquals("prompt"u8));
        var isPrompt = operation == Operations.Completions && _reader.ValueTextEquals("prompt"u8);
        var isTools = _reader.ValueTextEquals("tools"u8);
        _reader.Read();
        var (prompts, mayBeData) = (0, false);
        if (_reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray))
        {
            return;
        }

        var depth = _reader.CurrentDepth;
        while (_reader.Read() && _reader.CurrentDepth > depth)
        {
            prompts += _reader.CurrentDepth == depth + 1 && _reader.TokenType is JsonTokenType.String or JsonTokenType.StartArray ? 1 : 0;
            if (_reader.TokenType == JsonTokenType.String && mayBeData)
            {
                TakeData();
            }
            else if (_reader.TokenType == JsonTokenType.PropertyName)
            {
                // A tool's own type: "function" and "custom" are the client's, all others run at the provider.
                _hidden |= isTools && _reader.CurrentDepth == depth + 2 && IsHostedTool();
                TakeName();
                mayBeData = !isTools && IsDataMember();
            }
        }

        _prompts = isPrompt ? Math.Max(_prompts, prompts) : _prompts;
    }

    private readonly bool IsHostedTool()
    {
        if (_reader.ValueTextEquals("googleSearch"u8) || _reader.ValueTextEquals("google_search"u8) || _reader.ValueTextEquals("urlContext"u8) || _reader.ValueTextEquals("codeExecution"u8))
        {
            return true;
        }

        if (!_reader.ValueTextEquals("type"u8))
        {
            return false;
        }

        var ahead = _reader;
        return ahead.Read() && ahead.TokenType == JsonTokenType.String && !ahead.ValueTextEquals("function"u8) && !ahead.ValueTextEquals("custom"u8);
    }

    private void TakeName()
    {
        var isAudio = _reader.ValueTextEquals("input_audio"u8);
        var isMedia = isAudio || _reader.ValueTextEquals("image_url"u8) || _reader.ValueTextEquals("video_url"u8) || _reader.ValueTextEquals("document_url"u8) || _reader.ValueTextEquals("file_url"u8)
            || _reader.ValueTextEquals("file_id"u8) || _reader.ValueTextEquals("file_data"u8) || _reader.ValueTextEquals("fileData"u8) || _reader.ValueTextEquals("inlineData"u8)
            || _reader.ValueTextEquals("inline_data"u8) || _reader.ValueTextEquals("media_type"u8) || _reader.ValueTextEquals("source"u8);
        _media += isMedia ? 1 : 0;
        _audio |= isAudio || _reader.ValueTextEquals("inlineData"u8) || _reader.ValueTextEquals("fileData"u8) || _reader.ValueTextEquals("inline_data"u8);
    }

    /// <summary>Only what stands where providers take media is not text: a prompt that merely looks like media is billed by its tokens.</summary>
    private readonly bool IsDataMember() =>
        _reader.ValueTextEquals("url"u8) || _reader.ValueTextEquals("image_url"u8) || _reader.ValueTextEquals("data"u8) || _reader.ValueTextEquals("file_data"u8) || _reader.ValueTextEquals("bytes"u8);

    private void TakeData()
    {
        var text = _reader.ValueSpan;
        if (text.StartsWith("data:"u8) || (text.Length > 1024 && Base64.IsValid(text)))
        {
            _media++;
            _mediaBytes += text.Length;
        }
    }

    private static WeirError Bad(string name, string message) => new(ErrorKind.InvalidRequest, message, $"Correct \"{name}\" and send the request again.") { Param = name };
}
