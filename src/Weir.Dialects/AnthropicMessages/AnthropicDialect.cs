using System.Buffers;
using Weir.Dialects.Conversations;
using Weir.Dialects.Errors;
using Weir.Dialects.Framing;
using Weir.Dialects.Streaming;

namespace Weir.Dialects.AnthropicMessages;

/// <summary>Anthropic Messages, at Anthropic itself and behind the clouds that carry it: Vertex and Bedrock's InvokeModel name the model in the address and a version in the body.</summary>
public sealed class AnthropicDialect : IDialect, ICountsTokens
{
    /// <summary>The name under which extras and signatures of all three travel: they are one vendor's.</summary>
    public const string DialectName = "anthropic-messages";

    private readonly Cloud? _cloud;
    private readonly Func<IFramer> _framer;

    private AnthropicDialect(string name, Cloud? cloud, Func<IFramer> framer)
    {
        Name = name;
        _cloud = cloud;
        _framer = framer;
    }

    /// <summary>Anthropic's own.</summary>
    public static AnthropicDialect Instance { get; } = new(DialectName, null, static () => new SseFramer());

    /// <summary>By Vertex AI.</summary>
    public static AnthropicDialect Vertex { get; } = new("anthropic-vertex", Cloud.Vertex, static () => new SseFramer());

    /// <summary>By Bedrock's InvokeModel.</summary>
    public static AnthropicDialect BedrockInvoke { get; } = new("bedrock-invoke", Cloud.Bedrock, static () => new InvokeChunkFramer());

    public string Name { get; }

    public Conversation ReadRequest(ReadOnlySpan<byte> body, RequestRoute route = default) => RequestReader.Read(body, route, _cloud is null);

    public void WriteRequest(Conversation conversation, IBufferWriter<byte> to, WriteOptions options) => RequestWriter.Write(conversation, to, options, _cloud);

    public Answer ReadAnswer(ReadOnlySpan<byte> body) => AnswerReader.Read(body);

    public void WriteAnswer(Answer answer, IBufferWriter<byte> to, AnswerOptions options) => AnswerWriter.Write(answer, to, options);

    public IStreamReader NewStreamReader() => new MessageStreamReader(_framer());

    public IStreamWriter NewStreamWriter(AnswerOptions options) => new MessageStreamWriter(options);

    public WeirError ReadError(int status, ReadOnlySpan<byte> body) => Errors.Read(status, body);

    public void WriteError(WeirError error, IBufferWriter<byte> to) => Errors.Write(error, to);

    public Conversation ReadCountRequest(ReadOnlySpan<byte> body, RequestRoute route = default) => RequestReader.Read(body, route, _cloud is null);

    public void WriteCountRequest(Conversation conversation, IBufferWriter<byte> to, WriteOptions options) => RequestWriter.Write(conversation, to, options, _cloud, isCount: true);

    public long ReadCount(ReadOnlySpan<byte> body) => BodyReading.Answer(body, static json =>
        json.Member("input_tokens").AsLong() ?? throw DialectException.Unexpected("Its token count has no \"input_tokens\"."));

    public void WriteCount(long tokens, IBufferWriter<byte> to)
    {
        using var json = Json.Writer(to);
        json.WriteStartObject();
        json.WriteNumber("input_tokens", tokens);
        json.WriteEndObject();
    }
}
