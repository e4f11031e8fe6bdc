using System.Text;
using Weir.Dialects.Conversations;
using Weir.Dialects.Conversations.Parts;
using Weir.Dialects.OpenAiChat;
using Weir.Dialects.OpenAiChat.Variants;
using Weir.Dialects.Streaming;
using Weir.Dialects.Tests.Kit;
using Weir.TestKit.Fixtures;
using Weir.TestKit.StreamRules;

namespace Weir.Dialects.Tests.OpenAiChat.Translation;

/// <summary>A whole answer told as a stream, and a stream told as a whole answer: the client gets the same words.</summary>
public sealed class WholeAndStreamedTests
{
    public static IEnumerable<TheoryDataRow<string>> Answers => Wire.Cases(static entry => entry.Kind == "unary" && entry.Status < 300);

    public static IEnumerable<TheoryDataRow<string>> Streams => Wire.Cases(static entry => entry.Kind == "stream" && entry.Status < 300);

    [Theory]
    [MemberData(nameof(Answers))]
    public void WholeAnswer_StreamsTheSameWords(string name)
    {
        foreach (var variant in ChatVariants.All)
        {
            var whole = OpenAiChatDialect.Of(variant).ReadAnswer(RecordedTraffic.Read(name).Response);
            var written = Wire.Stream(AnswerEvents.Of(whole));
            ChatStreamRules.Check(written);
            var read = StreamChecks.Build(Wire.Dialect.NewStreamReader(), written);
            Assert.Null(read.Error);
            Assert.Equal(Words(whole), Words(read.Build()));
        }
    }

    [Theory]
    [MemberData(nameof(Streams))]
    public void Stream_TellsTheSameWordsWhole(string name)
    {
        foreach (var variant in ChatVariants.All)
        {
            var builder = StreamChecks.Build(OpenAiChatDialect.Of(variant).NewStreamReader(), RecordedTraffic.Read(name).Response);
            if (builder.IsComplete)
            {
                var written = Wire.Write(builder.Build()).GetRawText();
                Assert.Equal(Words(builder.Build()), Words(Wire.Dialect.ReadAnswer(Encoding.UTF8.GetBytes(written))));
            }
        }
    }

    /// <summary>What a person sees and a tool gets, whatever it is cut into.</summary>
    private static string Words(Answer answer) => string.Join('\n', answer.Choices.Select(static choice =>
        $"""
        {choice.Index}
        {string.Concat(choice.Parts.OfType<ReasoningPart>().Select(static part => part.Text))}
        {string.Join('|', choice.Parts.OfType<ReasoningPart>().Where(static part => part.Signature is not null).Select(static part => part.Signature!.Data))}
        {string.Concat(choice.Parts.OfType<TextPart>().Select(static part => part.Text))}
        {string.Concat(choice.Parts.OfType<RefusalPart>().Select(static part => part.Text))}
        {string.Join('|', choice.Parts.OfType<ToolCallPart>().Select(static call => $"{call.CallId} {call.Name} {call.Arguments}"))}
        {string.Join('|', choice.Parts.OfType<MediaPart>().Select(static media => $"{media.Kind} {media.Id} {media.Transcript} {(media.Source as InlineMedia)?.Base64}"))}
        {string.Join('|', choice.Parts.OfType<TextPart>().SelectMany(static part => part.Citations).Select(static citation => citation.Url))}
        """));
}
