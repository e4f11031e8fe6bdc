using System.Text;
using Weir.Dialects.Sse;

namespace Weir.Dialects.Tests.Sse;

public sealed class SseEventsTests
{
    [Theory]
    [InlineData("data: a\n\ndata: b", 9, 9)]
    [InlineData("data: a\r\n\r\ndata: b\r\n\r\n", 11, 22)]
    [InlineData("data: a\n", 0, 0)]
    [InlineData(": comment\n\nevent: x\ndata: y\n\n", 11, 29)]
    public void Lengths_EndAtBlankLines(string text, int first, int complete)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Assert.Equal(first, SseEvents.FirstLength(bytes));
        Assert.Equal(complete, SseEvents.CompleteLength(bytes));
    }

    [Theory]
    [InlineData("data: a\n\nda")]
    [InlineData("data: a\r\n\r\nda")]
    public void CompleteLength_WhateverWasKnownBefore_IsTheSame(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var expected = SseEvents.CompleteLength(bytes);
        for (var known = 0; known < expected; known++)
        {
            Assert.Equal(expected, SseEvents.CompleteLength(bytes, known));
        }
    }

    [Theory]
    [InlineData("data: {\"a\":1}\n\n", "{\"a\":1}")]
    [InlineData("data:x\r\n\r\n", "x")]
    [InlineData("event: ping\ndata: {}\n\n", "{}")]
    [InlineData(": keep\n\n", "")]
    [InlineData("id: 1\n\n", "")]
    public void Data_IsTheDataLine(string text, string expected) => Assert.Equal(expected, Encoding.UTF8.GetString(SseEvents.Data(Encoding.UTF8.GetBytes(text))));
}
