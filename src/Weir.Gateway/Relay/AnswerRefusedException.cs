namespace Weir.Gateway.Relay;

/// <summary>An upstream sent an error in place of a whole answer, under a status that says that all is well.</summary>
/// <param name="answer">The whole of it.</param>
internal sealed class AnswerRefusedException(ReadOnlyMemory<byte> answer) : IOException("The upstream answered with an error.")
{
    public ReadOnlyMemory<byte> Answer { get; } = answer;
}
