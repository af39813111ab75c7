"""What is shown: Streamlit pages by role; they word what workflow returns and decide nothing."""
