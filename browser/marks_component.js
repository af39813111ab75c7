// The small component that tells the page's marks to the others.
export default function ({ data }) {
  tellMarks(data);
}
